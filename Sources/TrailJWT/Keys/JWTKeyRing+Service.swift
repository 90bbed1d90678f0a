public import ServiceLifecycle

extension JWTKeyRing: Service {
    /// Reads the key set at its intervals, and sooner after a failure, until it is shut down.
    ///
    /// Without a key set it does nothing until then.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            guard let source = self.source else { return await Self.untilCancelled() }
            if self.current.version == 0 { await self.refresh() }
            while await Self.sleep(self.hasFailed ? source.pause : source.interval) {
                await self.refresh()
            }
        }
    }

    private static func untilCancelled() async {
        while await Self.sleep(.seconds(86_400)) {}
    }

    /// Whether it slept to the end; `false` when it was cancelled.
    private static func sleep(_ time: Duration) async -> Bool {
        do {
            try await Task.sleep(for: time)
            return true
        } catch {
            return false
        }
    }
}
