import HTTPTypes
import Testing
import TrailTesting

@testable import Trail

@Suite struct ClientReaderTests {
    private let headers: HTTPFields = [
        .accept: "text/html", .userAgent: "Mozilla/5.0 (X11; Linux x86_64)",
        .origin: "https://a.example", .referer: "https://a.example/x?y",
        ClientReader.browserHint: #""Chromium";v="128", "Google Chrome";v="128""#,
        ClientReader.platformHint: #""Linux""#,
    ]

    @Test func `reads all that is known of a client`() {
        var context = Event.Context()
        context.ip = "192.0.2.1"
        context.userAgent = "Mozilla/5.0 (X11; Linux x86_64)"
        context.origin = "https://a.example"
        context.referer = "https://a.example/x?y"
        context.browser = "Google Chrome 128"
        context.platform = "Linux"
        #expect(ClientReader().context(of: self.headers, peer: "192.0.2.1") == context)
    }

    @Test func `knows nothing of a request that says nothing`() {
        #expect(ClientReader().context(of: [:], peer: nil).isEmpty)
        #expect(ClientReader().context(of: [.userAgent: "", .origin: ""], peer: nil).isEmpty)
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:DB8::0:1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"), ("/run/trail.sock", nil), ("", nil), ("localhost", nil),
    ])
    func `writes the address of the peer in its one text`(peer: String, text: String?) {
        #expect(ClientReader().context(of: [:], peer: peer).ip == text)
    }

    @Test func `believes trusted proxies`() throws {
        let proxies = TrustedProxies([try #require(AddressRange("10.0.0.0/8"))])
        let reader = ClientReader(proxies: proxies)
        let headers: HTTPFields = [
            try #require(HTTPField.Name("x-forwarded-for")): "2001:DB8::7",
            try #require(HTTPField.Name("x-forwarded-proto")): "https",
        ]
        #expect(reader.context(of: headers, peer: "10.0.0.1").ip == "2001:db8::7")
        #expect(reader.context(of: headers, peer: "192.0.2.1").ip == "192.0.2.1")
        #expect(reader.forwarded(headers, peer: "10.0.0.1")?.scheme == .https)
        #expect(reader.forwarded(headers, peer: "192.0.2.1") == nil)
        #expect(reader.forwarded(headers, peer: nil) == nil)
        #expect(ClientReader().forwarded(headers, peer: "10.0.0.1") == nil)
    }

    @Test func `looks where it is told to`() throws {
        let own = try #require(HTTPField.Name("X-App"))
        let reader = ClientReader(browser: own, platform: nil, os: own)
        var headers = self.headers
        headers[own] = "Kiosk"
        let context = reader.context(of: headers, peer: nil)
        #expect(context.browser == "Kiosk")
        #expect(context.platform == nil)
        #expect(context.os == "Kiosk")
    }

    @Test func `takes the first of several fields`() {
        var headers = HTTPFields()
        headers.append(HTTPField(name: .userAgent, value: "first"))
        headers.append(HTTPField(name: .userAgent, value: "second"))
        #expect(ClientReader().context(of: headers, peer: nil).userAgent == "first")
    }

    @Test func `clips to what an event keeps`() throws {
        let limits = EventLimits()
        let long = String(repeating: "é", count: 4_096)
        let headers: HTTPFields = [
            .userAgent: long, .origin: long, .referer: long, ClientReader.browserHint: long,
            ClientReader.platformHint: long,
        ]
        let context = ClientReader().context(of: headers, peer: "192.0.2.1")
        #expect(context.userAgent?.utf8.count == limits.line)
        #expect(context.origin?.utf8.count == limits.line)
        #expect(context.referer?.utf8.count == limits.line)
        #expect(context.browser?.utf8.count == limits.word)
        #expect(context.platform?.utf8.count == limits.word)
    }

    @Test func `whatever is sent, the event can be recorded`() throws {
        var random = SeededGenerator(seed: 5)
        let names = [
            HTTPField.Name.userAgent, .origin, .referer, ClientReader.browserHint,
            ClientReader.platformHint, try #require(HTTPField.Name("x-os")),
        ]
        let reader = ClientReader(os: HTTPField.Name("x-os"))
        for _ in 0..<1_000 {
            var headers = HTTPFields()
            for name in names {
                let value = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                    Bool.random(using: &random)
                        ? UInt8.random(in: 0...255, using: &random)
                        : Array(#"";=\,v"#.utf8).randomElement(using: &random) ?? 0
                }
                headers.append(HTTPField(name: name, lenientValue: value))
            }
            var draft = Event.Draft.sample(1)
            draft.context = reader.context(of: headers, peer: "192.0.2.1")
            draft = UserAgentEnricher().enrich(draft)
            #expect(throws: Never.self) { try EventLimits().check(draft) }
        }
    }
}
