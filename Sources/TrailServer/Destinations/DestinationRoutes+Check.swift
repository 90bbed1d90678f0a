internal import HTTPTypes
internal import Hummingbird
internal import Trail

extension DestinationRoutes {
    /// Looks whether a destination can be used, and keeps what was found.
    @Sendable func checkHealth(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageDatabaseConfig)
        try QueryValues(request).allow()
        let destination = try await self.keeper.destination(context.id(), for: principal)
        let finding = try await self.keeper.checkHealth(of: destination)
        return self.answer(finding, of: destination)
    }

    /// Looks whether a destination could be used with what the body says otherwise, and keeps
    /// nothing.
    @Sendable func testConnection(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageDatabaseConfig)
        try QueryValues(request).allow()
        var destination = try await self.keeper.destination(context.id(), for: principal)
        if request.saysSomething {
            var body = try await self.bodies.object(of: request)
            destination = try self.keeper.altered(destination, &body, by: principal)
        }
        return self.answer(try await self.keeper.test(destination), of: destination)
    }

    private func answer(
        _ finding: DestinationChecker.Finding,
        of destination: Destination
    ) -> Response {
        let now = self.keeper.backend.clock.now()
        return .json { $0.finding(finding, of: destination, at: now) }
    }
}

extension Request {
    /// Whether there is a body, or something that looks like one.
    fileprivate var saysSomething: Bool {
        self.headers[.contentType] != nil || self.headers[.transferEncoding] != nil
            || (self.headers[.contentLength] ?? "0") != "0"
    }
}
