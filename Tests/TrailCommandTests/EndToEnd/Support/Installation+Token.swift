import Testing

extension Installation {
    /// The secret of a new token that may do what `scope` says; `options` go to the command.
    func token(scope: String, _ options: [String] = []) async throws -> String {
        let made = try await self.trail(
            ["token", "create", "--name", "robot", "--scope", scope] + options
        )
        #expect(made.status == 0, "\(made.errors)")
        return try #require(made.lines.first)
    }
}
