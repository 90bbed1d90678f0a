import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird

@Suite(.timeLimit(.minutes(1)))
struct CrossOriginEventTests {
    /// The `cors` events of one request; the host of the app is `localhost`.
    private static func events(
        of headers: HTTPFields,
        method: HTTPRequest.Method = .get,
        allows: CORSMiddleware<AppContext>.AllowOriginExtended = .oneOf("https://friend.example"),
        _ configure: (inout ActivityConfiguration) -> Void = { _ in }
    ) async throws -> [RecordedEvent] {
        let app = try TestApp()
        app.track(configure)
        app.router.add(middleware: CORSMiddleware(allowOrigin: allows))
        app.router.get("api/list") { _, _ in "[]" }
        app.router.post("api/list") { _, _ -> String in throw HTTPError(.badRequest) }
        try await app.run { client in
            try await client.execute(uri: "/api/list?page=2", method: method, headers: headers)
        }
        #expect(await app.events(.request).count == 1)
        return await app.events(.cors)
    }

    @Test func `a page of an allowed origin is recorded as allowed`() async throws {
        let events = try await Self.events(of: [
            .origin: "https://friend.example",
            .frontendURL: "https://friend.example/dash?x=1",
            .userAgent: "browser",
        ])
        #expect(events.count == 1)
        let event = try #require(events.first)
        #expect(event.action == "origin.request")
        #expect(event.outcome == .success)
        #expect(event[detail: "method"] == "GET")
        #expect(event[detail: "url"] == "/api/list")
        #expect(event[detail: "query"] == "page=2")
        #expect(event[detail: "frontend_url"] == "https://friend.example/dash?x=1")
        #expect(event[detail: "allowed"] == true)
        #expect(event.place["origin"] == "https://friend.example")
        #expect(event.place["user_agent"] == "browser")
    }

    @Test func `it is known whose call it was, and from where`() async throws {
        struct Place: Enricher {
            func enrich(_ draft: Event.Draft) -> Event.Draft {
                var draft = draft
                if draft.context.ip == "127.0.0.1" {
                    var geo = Event.Geo()
                    geo.countryCode = "AT"
                    draft.context.geo = geo
                }
                return draft
            }
        }
        let app = try TestApp(enrichers: [Place()])
        app.router.add(
            middleware: ActivityMiddleware(recorder: app.recorder) { _, _ in
                Event.Actor(type: .user, id: "7", isVerified: true)
            }
        )
        app.router.get("api/list") { _, _ in "[]" }
        try await app.run(.live) { client in
            try await client.execute(
                uri: "/api/list",
                method: .get,
                headers: [.origin: "https://foe.example"]
            )
        }
        let event = try #require(await app.events(.cors).first)
        #expect(event.who["id"] == "7")
        #expect(event.place["ip"] == "127.0.0.1")
        #expect(event.place["geo"]["country_code"] == "AT")
        let request = try #require(await app.events(.request).first)
        #expect(event.place["request_id"] == request.place["request_id"])
    }

    @Test func `a page of another origin is recorded as denied`() async throws {
        let events = try await Self.events(of: [.origin: "https://foe.example"])
        #expect(events.map { $0[detail: "allowed"] } == [false])
        #expect(events.map(\.outcome) == [.denied])
    }

    @Test func `a wildcard allows, also the answer of a thrown error`() async throws {
        let events = try await Self.events(
            of: [.origin: "https://foe.example"],
            method: .post,
            allows: .all
        )
        #expect(events.map { $0[detail: "allowed"] } == [true])
    }

    @Test func `a preflight is recorded with its own method`() async throws {
        let events = try await Self.events(
            of: [.origin: "https://friend.example", .accessControlRequestMethod: "DELETE"],
            method: .options
        )
        #expect(events.map { $0[detail: "method"] } == ["OPTIONS"])
        #expect(events.map { $0[detail: "allowed"] } == [true])
    }

    @Test func `the method is the request's, whatever a header says`() async throws {
        let events = try await Self.events(of: [
            .origin: "https://friend.example", .named("url-method"): "SPOOF",
        ])
        #expect(events.map { $0[detail: "method"] } == ["GET"])
    }

    @Test func `a page that names itself is recorded; without an origin nobody decides`()
        async throws
    {
        let events = try await Self.events(of: [.frontendURL: "https://app.example/dash"])
        #expect(events.map { $0[detail: "frontend_url"] } == ["https://app.example/dash"])
        #expect(events.map { $0[detail: "allowed"] } == [.null])
        #expect(events.map(\.outcome) == [.success])
    }

    @Test(arguments: ["http://localhost", "https://LOCALHOST"])
    func `the app's own pages are not foreign`(origin: String) async throws {
        #expect(try await Self.events(of: [.origin: origin]).isEmpty)
    }

    @Test(arguments: ["null", "https://localhost.evil.example", "https://localhost:8443", "x"])
    func `any other origin is foreign`(origin: String) async throws {
        #expect(try await Self.events(of: [.origin: origin]).count == 1)
    }

    @Test func `origins that are the app's own are not foreign`() async throws {
        let events = try await Self.events(of: [.origin: "https://www.app.example"]) {
            $0.origins.own = ["https://www.app.example"]
        }
        #expect(events.isEmpty)
    }

    @Test func `another header may name the page`() async throws {
        let name = HTTPField.Name.named("x-page")
        let events = try await Self.events(of: [name: "https://a.example/"]) {
            $0.origins.frontendHeader = name
        }
        #expect(events.map { $0[detail: "frontend_url"] } == ["https://a.example/"])
    }

    @Test func `rules on paths look at the path of the API alone`() async throws {
        let rules = try URLRules(include: ["^/api/"])
        let events = try await Self.events(of: [.frontendURL: "https://app.example/dash"]) {
            $0.urls = rules
        }
        #expect(events.count == 1)
    }

    @Test func `it can be switched off`() async throws {
        let events = try await Self.events(of: [.origin: "https://foe.example"]) {
            $0.capturesCrossOrigin = false
        }
        #expect(events.isEmpty)
    }
}
