import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import Trail
import TrailHummingbird

@Suite(.timeLimit(.minutes(1)))
struct ActionEventTests {
    /// An app with articles 1 and 2, tracked as `middleware` says.
    private static func app(
        _ articles: Articles = Articles(),
        _ middleware: (EventRecorder) -> ActionMiddleware<AppContext> = {
            ActionMiddleware(recorder: $0, target: .parameter("id", type: "article"))
        }
    ) throws -> TestApp {
        let app = try TestApp()
        app.router.add(
            middleware: ActivityMiddleware(recorder: app.recorder) { request, _ in
                request.headers[.authorization].map {
                    Event.Actor(type: .user, id: $0, name: "bob", isVerified: true)
                }
            }
        )
        let group = app.router.group("articles").add(middleware: middleware(app.recorder))
        group.get { _, _ in "list" }
        group.get(":id") { _, context in try articles.title(context.parameters.get("id")) }
        group.head(":id") { _, _ in "" }
        group.put(":id") { _, _ in "put" }
        group.patch(":id") { _, _ in "patched" }
        group.on(":id", method: .options) { _, _ in HTTPResponse.Status.noContent }
        group.delete(":id") { _, context in
            try articles.remove(context.parameters.get("id"))
            return HTTPResponse.Status.noContent
        }
        group.post { request, _ in
            _ = try await request.body.collect(upTo: 100)
            RunningAction.current?.name(Event.Target(type: "article", id: "3", label: "New"))
            return "created"
        }
        group.get("broken") { _, _ -> String in throw CancellationError() }
        group.get("odd") { _, _ -> String in throw Odd() }
        group.get("secret") { _, _ -> String in throw HTTPError(.forbidden) }
        return app
    }

    private struct Odd: Error {}

    private final class Articles: Sendable {
        private let titles = Mutex(["1": "One", "2": "Two"])

        func title(_ id: String?) throws -> String {
            guard let title = self.titles.withLock({ $0[id ?? ""] }) else {
                throw HTTPError(.notFound)
            }
            return title
        }

        func remove(_ id: String?) throws {
            guard self.titles.withLock({ $0.removeValue(forKey: id ?? "") }) != nil else {
                throw HTTPError(.notFound)
            }
        }
    }

    private static func send(
        _ app: TestApp,
        _ method: HTTPRequest.Method,
        _ path: String,
        user: String? = "7",
        body: ByteBuffer? = nil,
        headers: HTTPFields = [:]
    ) async throws -> (Int, [RecordedEvent]) {
        var headers = headers
        headers[.authorization] = user
        let sent = headers
        let status = try await app.run { client in
            try await client.execute(uri: path, method: method, headers: sent, body: body) {
                $0.status.code
            }
        }
        return (status, await app.events(.action))
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "Read", "article.read"), (.head, "Read", "article.read"),
        (.put, "Update", "article.update"), (.patch, "Update", "article.update"),
        (.delete, "Delete", "article.delete"),
    ])
    func `a method is an action`(
        method: HTTPRequest.Method,
        type: String,
        action: String
    ) async throws {
        let (_, events) = try await Self.send(Self.app(), method, "/articles/1")
        #expect(events.count == 1)
        let event = try #require(events.first)
        #expect(event[detail: "action_type"] == .string(type))
        #expect(event[detail: "status"] == "Success")
        #expect(event.action == action)
        #expect(event.outcome == .success)
        #expect(event.target["id"] == "1")
        #expect(event.who["id"] == "7")
        #expect(event.place["request_id"].text != nil)
        #expect(
            event[detail: "remarks"]
                == .string(
                    "User: bob -- Action Type: \(type) -- Path: /articles/1"
                        + " -- Path Name: /articles/{id}"
                )
        )
    }

    @Test func `OPTIONS is no action, and answered as ever`() async throws {
        let (status, events) = try await Self.send(Self.app(), .options, "/articles/1")
        #expect(status == 204)
        #expect(events.isEmpty)
    }

    @Test func `a deletion is answered as ever, and names what is gone`() async throws {
        let articles = Articles()
        let app = try Self.app(articles) {
            ActionMiddleware(
                recorder: $0,
                target: .parameter("id", type: "article") { id, _, _ in try? articles.title(id) }
            )
        }
        let (status, events) = try await Self.send(app, .delete, "/articles/1")
        #expect(status == 204)
        #expect((try? articles.title("1")) == nil)
        #expect(events.count == 1)
        #expect(events.first?[detail: "action_type"] == "Delete")
        #expect(events.first?[detail: "status"] == "Success")
        #expect(events.first?.target == ["type": "article", "id": "1", "label": "One"])
    }

    @Test func `what was made is linked by its handler`() async throws {
        let body = ByteBuffer(string: "{}")
        let (status, events) = try await Self.send(Self.app(), .post, "/articles", body: body)
        #expect(status == 200)
        #expect(events.first?.action == "article.create")
        #expect(events.first?.target == ["type": "article", "id": "3", "label": "New"])
    }

    @Test func `a missing object is a failed action`() async throws {
        let (status, events) = try await Self.send(Self.app(), .get, "/articles/99")
        #expect(status == 404)
        #expect(events.map { $0[detail: "status"] } == ["Failed"])
        #expect(events.map(\.outcome) == [.failure])
        #expect(events.first?.target["id"] == "99")
    }

    @Test(arguments: [
        ("/articles/broken", 500, Event.Outcome.failure), ("/articles/odd", 500, .failure),
        ("/articles/secret", 403, .denied),
    ])
    func `a handler that throws is a failed action`(
        path: String,
        expected: Int,
        outcome: Event.Outcome
    ) async throws {
        let (status, events) = try await Self.send(Self.app(), .get, path)
        #expect(status == expected)
        #expect(events.map { $0[detail: "status"] } == ["Failed"])
        #expect(events.map(\.outcome) == [outcome])
    }

    @Test func `actions of nobody known are kept, or not`() async throws {
        let (_, kept) = try await Self.send(Self.app(), .get, "/articles/1", user: nil)
        #expect(kept.count == 1)
        #expect(kept.first?.who == .null)
        #expect(kept.first?[detail: "remarks"].text?.hasPrefix("User: anonymous -- ") == true)
        var configuration = ActionConfiguration()
        configuration.recordsAnonymous = false
        let app = try Self.app { [configuration] in
            ActionMiddleware(recorder: $0, configuration: configuration)
        }
        let (status, left) = try await Self.send(app, .get, "/articles/1", user: nil)
        #expect(status == 200)
        #expect(left.isEmpty)
    }

    /// A middleware whose closures count how often they are asked.
    private static func counting(
        _ count: @escaping @Sendable () -> Void,
        _ configuration: ActionConfiguration?
    ) -> (EventRecorder) -> ActionMiddleware<AppContext> {
        { recorder in
            ActionMiddleware(
                recorder: recorder,
                configuration: configuration,
                target: ActionTarget { _, _ in
                    count()
                    return Event.Target(type: "article")
                },
                message: .computed { _, _ in
                    count()
                    return "looked"
                },
                metadata: ActionMetadata { _, _ in
                    count()
                    return nil
                }
            )
        }
    }

    @Test func `nothing is made ready for an action that is not recorded`() async throws {
        let asked = Mutex(0)
        var configuration = ActionConfiguration()
        configuration.recordsAnonymous = false
        let count: @Sendable () -> Void = { asked.withLock { $0 += 1 } }
        let app = try Self.app(Articles(), Self.counting(count, configuration))
        let (_, events) = try await Self.send(app, .get, "/articles/1", user: nil)
        #expect(events.isEmpty)
        #expect(asked.withLock { $0 } == 0)
        let (_, known) = try await Self.send(
            Self.app(Articles(), Self.counting(count, configuration)),
            .get,
            "/articles/1"
        )
        #expect(known.count == 1)
        #expect(asked.withLock { $0 } == 3)
    }

    @Test func `nothing is made ready where actions are not captured`() async throws {
        let asked = Mutex(0)
        var capturing = CaptureConfiguration()
        capturing.kinds.remove(.action)
        let app = try TestApp(capturing: capturing)
        let count: @Sendable () -> Void = { asked.withLock { $0 += 1 } }
        app.router.group("")
            .add(middleware: Self.counting(count, nil)(app.recorder))
            .get("x") { _, _ in "ok" }
        try await app.run { try await $0.execute(uri: "/x", method: .get) }
        #expect(asked.withLock { $0 } == 0)
    }

    @Test func `who signs in within the handler is known to act`() async throws {
        var configuration = ActionConfiguration()
        configuration.recordsAnonymous = false
        let app = try TestApp()
        app.track()
        app.router.group("")
            .add(
                middleware: ActionMiddleware(
                    recorder: app.recorder,
                    configuration: configuration,
                    target: .type("session")
                )
            )
            .post("login") { _, _ in
                CaptureScope.identify(Event.Actor(type: .user, id: "7", isVerified: true))
                return "ok"
            }
        try await app.run { try await $0.execute(uri: "/login", method: .post) }
        let events = await app.events(.action)
        #expect(events.map(\.action) == ["session.create"])
        #expect(events.map { $0.who["id"] } == ["7"])
    }

    @Test func `it can be switched off for tests`() async throws {
        let app = try Self.app { ActionMiddleware(recorder: $0, configuration: .disabled) }
        let (status, events) = try await Self.send(app, .get, "/articles/1")
        #expect(status == 200)
        #expect(events.isEmpty)
    }

    @Test func `the message is fixed, or made for each request`() async throws {
        let fixed = try Self.app { ActionMiddleware(recorder: $0, message: .fixed("looked")) }
        let (_, events) = try await Self.send(fixed, .get, "/articles/1")
        #expect(events.map { $0[detail: "remarks"] } == ["looked"])
        let computed = try Self.app {
            ActionMiddleware(
                recorder: $0,
                message: .computed { request, context in
                    "\(request.method) of \(context.parameters.get("id") ?? "all")"
                }
            )
        }
        let (_, others) = try await Self.send(computed, .get, "/articles/2")
        #expect(others.map { $0[detail: "remarks"] } == ["GET of 2"])
    }

    @Test func `the data of a request is kept, and the handler has it as well`() async throws {
        let app = try TestApp()
        app.track()
        app.router.group("echo")
            .add(
                middleware: ActionMiddleware(
                    recorder: app.recorder,
                    target: .type("echo"),
                    metadata: .requestData()
                )
            )
            .post { request, _ in try await request.body.collect(upTo: 100_000) }
        let text = #"{"title":"One","n":1.50}"#
        let long = "[" + String(repeating: "1,", count: 10_000) + "1]"
        let json = "application/json"
        let bodies = [(text, json), ("{bad", json), (text, "text/plain"), (long, json)]
        try await app.run { client in
            for (body, type) in bodies {
                try await client.execute(
                    uri: "/echo",
                    method: .post,
                    headers: [.contentType: type],
                    body: ByteBuffer(string: body)
                ) { #expect(String(buffer: $0.body) == body) }
            }
        }
        let events = await app.events(.action)
        #expect(events.map { $0.target } == Array(repeating: ["type": "echo"], count: 4))
        #expect(events.first?.what["metadata"]["data"]["title"] == "One")
        #expect(events.dropFirst().allSatisfy { $0.what["metadata"] == .null })
        let sizes = bodies.map { Int64($0.0.utf8.count) }
        #expect(await app.events(.request).map(\.requestSize) == sizes)
    }

    @Test func `ids that are too long or odd are no reason to lose the action`() async throws {
        let id = String(repeating: "x", count: 5_000)
        let (_, events) = try await Self.send(Self.app(), .put, "/articles/" + id)
        #expect(events.count == 1)
        #expect(events.first?.target["id"].text?.utf8.count == 512)
        let (_, others) = try await Self.send(Self.app(), .put, "/articles/a%00b")
        #expect(others.count == 1)
    }

    @Test func `a handler may say what people are to read`() async throws {
        let app = try TestApp()
        app.router.group("")
            .add(middleware: ActionMiddleware(recorder: app.recorder))
            .post("approve") { _, _ in
                RunningAction.current?.remark("approved by the board")
                return "ok"
            }
        try await app.run { try await $0.execute(uri: "/approve", method: .post) }
        let events = await app.events()
        #expect(events.map { $0[detail: "remarks"] } == ["approved by the board"])
        #expect(events.map(\.action) == ["object.create"])
    }

    @Test func `a method that a route does not have is no action`() async throws {
        let app = try Self.app()
        try await app.run { client in
            try await client.execute(uri: "/articles", method: .put) { response in
                #expect(response.status == .notFound)
            }
        }
        #expect(await app.events(.request).map(\.status) == [404])
        #expect(await app.events(.action).isEmpty)
    }

    @Test func `the target is looked up once for each action`() async throws {
        let count = Mutex(0)
        let app = try Self.app { recorder in
            ActionMiddleware(
                recorder: recorder,
                target: .parameter("id", type: "article") { _, _, _ in
                    count.withLock { $0 += 1 }
                    return "title"
                }
            )
        }
        try await app.run { try await $0.execute(uri: "/articles/1", method: .get) }
        #expect(count.withLock { $0 } == 1)
    }
}
