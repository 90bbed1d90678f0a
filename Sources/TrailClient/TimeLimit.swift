/// Ends what takes too long.
enum TimeLimit {
    /// The time is over.
    struct Exceeded: Error {}

    /// What `body` returns, if that is within `limit`; otherwise `body` is cancelled.
    ///
    /// - Throws: ``Exceeded``, and what `body` throws.
    static func run<Value: Sendable>(
        _ limit: Duration,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw Exceeded()
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw Exceeded() }
            return value
        }
    }
}
