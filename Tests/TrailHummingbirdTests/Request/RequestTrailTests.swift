import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird

@Suite(.timeLimit(.minutes(1)))
struct RequestTrailTests {
    private static let ada = Event.Actor(type: .user, id: "7", name: "Ada", isVerified: true)

    private static func addRoutes(to app: TestApp) {
        let recorder = app.recorder
        app.router.post("login") { _, context in
            let trail = context.trail(recorder)
            try await trail.loginFailed(username: "eve")
            try await trail.login(of: Self.ada, username: "ada@example", session: "s-1")
            trail.record(Event.Draft(.page(PageDetail(path: "/free"))))
            try await trail.tokenRefreshed()
            try await trail.passwordChanged()
            try await trail.logout(session: "s-1")
            return "ok"
        }
    }

    @Test func `logins and free events of a context know what the request knows`() async throws {
        let app = try TestApp()
        app.track()
        Self.addRoutes(to: app)
        try await app.run { try await $0.execute(uri: "/login", method: .post) }
        let events = await app.events()
        #expect(events.map(\.kind) == [.login, .login, .page, .login, .login, .login, .request])
        #expect(events.map { $0.who["id"] } == [.null, "7", "7", "7", "7", "7", "7"])
        #expect(events.first?[detail: "username"] == "eve")
        #expect(Set(events.map { $0.place["request_id"] }).count == 1)
    }

    @Test func `without a middleware the context tells what it knows`() async throws {
        let app = try TestApp()
        Self.addRoutes(to: app)
        try await app.run(.live) { try await $0.execute(uri: "/login", method: .post) }
        let events = await app.events()
        #expect(events.count == 6)
        #expect(events.allSatisfy { ["127.0.0.1", "::1"].contains($0.place["ip"].text) })
    }

    @Test func `what is kept of a request is the request's, wherever it is told`() async throws {
        let app = try TestApp()
        app.track()
        let recorder = app.recorder
        app.router.get("slow") { _, context in
            let trail = context.trail(recorder)
            let task = Task.detached {
                try await trail.recordDurably(Event.Draft(.page(PageDetail(path: "/later"))))
            }
            _ = try await task.value
            return "ok"
        }
        try await app.run { try await $0.execute(uri: "/slow", method: .get) }
        let events = await app.events()
        #expect(events.map(\.kind) == [.page, .request])
        #expect(Set(events.map { $0.place["request_id"] }).count == 1)
    }
}
