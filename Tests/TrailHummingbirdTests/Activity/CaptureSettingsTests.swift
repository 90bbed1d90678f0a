import Hummingbird
import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird

/// Middleware follows what its recorder was told about capture.
@Suite(.timeLimit(.minutes(1)))
struct CaptureSettingsTests {
    private static func app(_ environment: [String: String]) throws -> TestApp {
        try TestApp(capturing: CaptureConfiguration(environment: environment))
    }

    private static func addRoutes(to app: TestApp) {
        app.router.add(middleware: ActivityMiddleware(recorder: app.recorder))
        app.router.add(middleware: ActionMiddleware(recorder: app.recorder))
        for path in ["a", "b"] {
            app.router.get(RouterPath(path)) { _, _ in "ok" }
        }
    }

    private static func visit(_ app: TestApp) async throws {
        try await app.run { client in
            for path in ["/a", "/b"] { try await client.execute(uri: path, method: .get) }
        }
    }

    @Test func `paths are captured as capture.urls says`() async throws {
        for (key, path) in [
            ("TRAIL_CAPTURE_URLS_INCLUDE", "/a"), ("TRAIL_CAPTURE_URLS_EXCLUDE", "/b"),
            ("TRAIL_CAPTURE_URLS_EXCLUDE_EXTRA", "/b"),
        ] {
            let app = try Self.app([key: "^/a$"])
            Self.addRoutes(to: app)
            try await Self.visit(app)
            #expect(await app.events(.request).map { $0[detail: "url"] } == [.string(path)])
        }
    }

    @Test func `nothing is measured where capture.response-metrics says so`() async throws {
        let app = try Self.app(["TRAIL_CAPTURE_RESPONSE_METRICS": "false"])
        Self.addRoutes(to: app)
        try await Self.visit(app)
        let requests = await app.events(.request)
        #expect(requests.map(\.status) == [200, 200])
        #expect(requests.allSatisfy { $0.duration == nil && $0.responseSize == nil })
    }

    @Test func `actions are captured as actions says`() async throws {
        for (environment, count) in [
            ([:], 2), (["TRAIL_ACTIONS_ANONYMOUS": "false"], 0),
            (["TRAIL_ACTIONS_ENABLED": "false"], 0),
        ] {
            let app = try Self.app(environment)
            Self.addRoutes(to: app)
            try await Self.visit(app)
            #expect(await app.events(.action).count == count)
            #expect(await app.events(.request).count == 2)
        }
    }

    @Test func `what a middleware is told itself goes before`() async throws {
        let app = try Self.app([
            "TRAIL_CAPTURE_URLS_INCLUDE": "^/nowhere", "TRAIL_ACTIONS_ANONYMOUS": "false",
        ])
        app.track()
        app.router.add(
            middleware: ActionMiddleware(
                recorder: app.recorder,
                configuration: ActionConfiguration()
            )
        )
        for path in ["a", "b"] {
            app.router.get(RouterPath(path)) { _, _ in "ok" }
        }
        try await Self.visit(app)
        #expect(await app.events(.request).count == 2)
        #expect(await app.events(.action).count == 2)
    }
}
