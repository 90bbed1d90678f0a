import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird

/// Signs in whom a header names, as an app's own middleware would.
private struct SignIn: RouterMiddleware {
    typealias Context = AppContext

    @concurrent func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard let user = request.headers[.authorization] else {
            throw HTTPError(.unauthorized)
        }
        var context = context
        context.user = user
        return try await next(request, context)
    }
}

/// Answers whatever is thrown farther in, and records that it did.
private struct Answering: RouterMiddleware {
    typealias Context = AppContext
    let recorder: EventRecorder

    @concurrent func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            self.recorder.record(Event.Draft(.page(PageDetail(path: "/answered"))))
            return Response(status: .init(code: 418))
        }
    }
}

@Suite(.timeLimit(.minutes(1)))
struct IdentityTests {
    private static let header: HTTPFields = [.authorization: "ada"]

    private static func visit(_ path: String) -> Event.Draft {
        Event.Draft(.page(PageDetail(path: path)))
    }

    @Test func `the request knows the user whom a later middleware signed in`() async throws {
        let app = try TestApp()
        app.track()
        let recorder = app.recorder
        app.router.add(middleware: SignIn())
        app.router.add(
            middleware: ActorMiddleware { _, context in
                context.user.map { Event.Actor(type: .user, id: $0, isVerified: true) }
            }
        )
        app.router.get("me") { _, _ in
            recorder.record(Self.visit("/within"))
            await withTaskGroup(of: Void.self) { group in
                group.addTask { recorder.record(Self.visit("/child")) }
            }
            return "ok"
        }
        try await app.run { client in
            try await client.execute(uri: "/me", method: .get, headers: Self.header)
            try await client.execute(uri: "/me", method: .get)
        }
        let events = await app.events()
        #expect(events.map(\.kind) == [.page, .page, .request, .request])
        #expect(events.map { $0.who["id"] } == ["ada", "ada", "ada", .null])
        #expect(events.map { $0.who["verified"] } == [true, true, true, .null])
        #expect(events.last?.outcome == .denied)
        // All of it is told to belong together.
        #expect(Set(events.prefix(3).map { $0.place["request_id"] }).count == 1)
    }

    @Test func `what is recorded after a sign-in in the request knows the user`() async throws {
        let app = try TestApp()
        app.track()
        let recorder = app.recorder
        app.router.post("login") { _, _ in
            recorder.record(Self.visit("/before"))
            let ada = Event.Actor(type: .user, id: "7", name: "Ada", isVerified: true)
            try await recorder.login(of: ada, username: "ada@app.example", session: "s-1")
            recorder.record(Self.visit("/after"))
            return "welcome"
        }
        try await app.run { try await $0.execute(uri: "/login", method: .post) }
        let events = await app.events()
        let actions = ["page.view", "session.login", "page.view", "request.post"]
        #expect(events.map(\.action) == actions)
        #expect(events.map { $0.who["id"] } == [.null, "7", "7", "7"])
        #expect(events.map { $0.who["session"] } == [.null, "s-1", "s-1", "s-1"])
        #expect(events[1][detail: "username"] == "ada@app.example")
    }

    @Test func `a closure gives the app's identity before the handler runs`() async throws {
        let app = try TestApp()
        let recorder = app.recorder
        app.router.add(
            middleware: ActivityMiddleware(recorder: recorder) { request, _ in
                request.headers[.authorization].map {
                    Event.Actor(type: .service, id: $0, isVerified: true)
                }
            }
        )
        app.router.get("me") { _, _ in
            recorder.record(Self.visit("/within"))
            return "ok"
        }
        try await app.run { client in
            try await client.execute(uri: "/me", method: .get, headers: Self.header)
            try await client.execute(uri: "/me", method: .get)
        }
        let events = await app.events()
        #expect(events.map { $0.who["id"] } == ["ada", "ada", .null, .null])
    }

    @Test func `an error that another middleware answers is still the user's`() async throws {
        let app = try TestApp()
        app.track()
        app.router.add(middleware: Answering(recorder: app.recorder))
        app.router.add(middleware: SignIn())
        app.router.add(
            middleware: ActorMiddleware { _, context in
                context.user.map { Event.Actor(type: .user, id: $0) }
            }
        )
        app.router.get("broken") { _, _ -> String in throw HTTPError(.conflict) }
        try await app.run { client in
            try await client.execute(uri: "/broken", method: .get, headers: Self.header)
        }
        let events = await app.events()
        #expect(events.map(\.kind) == [.page, .request])
        #expect(events.map { $0.who["id"] } == ["ada", "ada"])
        #expect(events.last?.status == 418)
    }

    @Test func `ids of clients and traces are kept where they are sane`() async throws {
        let app = try TestApp()
        app.track()
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        try await app.run { client in
            try await client.execute(
                uri: "/a",
                method: .get,
                headers: [
                    .named("x-request-id"): "9b2e-4/7",
                    .named("traceparent"): "00-\(trace)-00f067aa0ba902b7-01",
                ]
            )
            try await client.execute(
                uri: "/b",
                method: .get,
                headers: [
                    .named("x-request-id"): "<script>", .named("traceparent"): "00-\(trace)",
                ]
            )
        }
        let events = await app.events()
        #expect(events.first?.what["metadata"]["client_request_id"] == "9b2e-4/7")
        #expect(events.last?.what["metadata"] == .null)
        #expect(events.first?.place["trace_id"] == .string(trace))
        let made = try #require(events.last?.place["request_id"].text)
        #expect(made.count >= 16)
        #expect(made.allSatisfy { $0.isHexDigit || $0 == "-" })
        #expect(events.last?.place["trace_id"] == .null)
    }

    @Test func `the client's address and agent are known`() async throws {
        let app = try TestApp()
        app.track()
        try await app.run(.live) { client in
            try await client.execute(
                uri: "/a",
                method: .get,
                headers: [.userAgent: "agent/1", .named("x-forwarded-for"): "203.0.113.9"]
            )
        }
        let event = try #require(await app.events().first)
        // A forwarding header is whatever the client likes it to be.
        #expect(event.place["ip"] == "127.0.0.1")
        #expect(event.place["user_agent"] == "agent/1")
    }
}
