import Hummingbird
import HummingbirdTesting
import TrailServer

/// Talks to a router of one's own making.
enum RouterClient {
    /// Serves `router` while `body` talks to it.
    static func run<Value>(
        _ router: Router<TrailRequestContext>,
        _ setup: TestingSetup = .router,
        _ body: @Sendable (TestClient) async throws -> Value
    ) async throws -> Value {
        try await Application(router: router).test(setup) { client in
            try await body(TestClient(base: client))
        }
    }
}
