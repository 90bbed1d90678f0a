import HummingbirdTesting

extension TestServer {
    /// Stops the server under a client that has said that it is ready.
    ///
    /// - Returns: What the client makes of it.
    func stop<Value: Sendable>(
        under body:
            @escaping @Sendable (
                inout Conversation, _ ready: @Sendable () -> Void
            ) async throws -> Value
    ) async throws -> Value {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let (readiness, ready) = AsyncStream.makeStream(of: Void.self)
        let client = Task {
            defer { ready.finish() }
            var iterator = ports.makeAsyncIterator()
            return try await RawClient.run(port: await iterator.next()) { conversation in
                try await body(&conversation) { ready.finish() }
            }
        }
        try await self.run(.live) { client in
            port.yield(client.base.port ?? 0)
            for await _ in readiness {}
        }
        return try await client.value
    }
}
