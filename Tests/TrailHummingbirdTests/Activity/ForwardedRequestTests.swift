import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird

/// What proxies say of a request, and what anyone could.
@Suite(.timeLimit(.minutes(1)))
struct ForwardedRequestTests {
    /// The events of one request over a connection from this machine.
    private static func events(
        of headers: HTTPFields,
        trusting networks: [String] = ["127.0.0.0/8", "::1/128"]
    ) async throws -> [RecordedEvent] {
        let app = try TestApp()
        let ranges = try networks.map { try #require(AddressRange($0)) }
        app.track(reader: ClientReader(proxies: TrustedProxies(ranges)))
        app.router.get("api") { _, _ in "[]" }
        try await app.run(.live) { client in
            try await client.execute(uri: "/api", method: .get, headers: headers)
        }
        return await app.events()
    }

    private static let proxied: HTTPFields = [
        .named("x-forwarded-for"): "203.0.113.9", .named("x-forwarded-proto"): "https",
        .named("x-forwarded-host"): "App.example", .origin: "https://app.example",
    ]

    @Test func `behind a proxy the app's own pages are not foreign`() async throws {
        let events = try await Self.events(of: Self.proxied)
        #expect(events.map(\.kind) == [.request])
        #expect(events.first?.place["ip"] == "203.0.113.9")
    }

    @Test func `what anyone says of the host makes no page one of the app's own`() async throws {
        let events = try await Self.events(of: Self.proxied, trusting: ["10.0.0.0/8"])
        #expect(events.map(\.kind) == [.request, .cors])
        #expect(events.last?.outcome == .denied)
    }

    @Test func `a page of another origin is foreign behind a proxy, too`() async throws {
        for origin in ["https://foe.example", "http://app.example", "https://app.example:8443"] {
            var headers = Self.proxied
            headers[.origin] = origin
            let events = try await Self.events(of: headers)
            #expect(events.map(\.kind) == [.request, .cors], "\(origin)")
        }
    }

    @Test func `the id of a request is what a trusted proxy says`() async throws {
        let events = try await Self.events(of: [.named("x-request-id"): "r-1"])
        #expect(events.map { $0.place["request_id"] } == ["r-1"])
        #expect(events.first?.what["metadata"] == .null)
    }

    @Test func `an id that a client made up does not take the place of the server's`()
        async throws
    {
        let headers: HTTPFields = [.named("x-request-id"): "r-1"]
        let events = try await Self.events(of: headers, trusting: [])
        let id = try #require(events.first?.place["request_id"].text)
        #expect(id != "r-1")
        #expect(!id.isEmpty)
        #expect(events.first?.what["metadata"]["client_request_id"] == "r-1")
    }
}
