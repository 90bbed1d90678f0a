import HTTPTypes
import HummingbirdTesting
import Testing
import Trail
import TrailServer

/// What proxies say, on a server whose tests come from the loopback address.
@Suite struct TrustedProxyTests {
    private static let body = #"{"date":"2016-12-29T07:35:22.571Z","path":"/"}"#

    /// A server that trusts its own host, or only another one.
    private func server(
        trusts network: String = "127.0.0.0/8",
        _ configure: (inout TrailServerConfiguration) -> Void = { _ in }
    ) throws -> TestServer {
        let ranges = [network, "::1"].prefix(network == "127.0.0.0/8" ? 2 : 1)
        let proxies = TrustedProxies(try ranges.map { try #require(AddressRange($0)) })
        return try TestServer {
            $0.client = ClientReader(proxies: proxies)
            configure(&$0)
        }
    }

    private func fields(_ fields: [String: String]) throws -> HTTPFields {
        var headers = HTTPFields()
        for (name, value) in fields {
            headers[try #require(HTTPField.Name(name))] = value
        }
        return headers
    }

    private func context(_ event: SealedEvent) -> JSON {
        (try? CanonicalJSON(parsing: event.sections.where?.text ?? []))?.value ?? .null
    }

    @Test func `records the client that a trusted proxy names`() async throws {
        let server = try self.server()
        let headers = try self.fields([
            "X-Forwarded-For": "192.0.2.1, 203.0.113.9", "User-Agent": "Mozilla/5.0",
            "Sec-CH-UA": #""Not A;Brand";v="9", "Google Chrome";v="128""#,
            "Sec-CH-UA-Platform": #""macOS""#, "Referer": "https://a.example/x",
        ])
        try await server.run(.live) { client in
            let answer = try await client.post("/djaffar/log/", Self.body, headers)
            #expect(answer.status == 201)
        }
        let context = self.context(try #require(await server.events().first))
        #expect(context["ip"].text == "203.0.113.9")
        #expect(context["browser"].text == "Google Chrome 128")
        #expect(context["platform"].text == "macOS")
        #expect(context["user_agent"].text == "Mozilla/5.0")
        #expect(context["referer"].text == "https://a.example/x")
    }

    @Test func `believes others nothing`() async throws {
        let server = try self.server(trusts: "10.0.0.0/8")
        let headers = try self.fields([
            "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "log.example",
        ])
        try await server.run(.live) { client in
            let answer = try await client.post("/djaffar/log/", Self.body, headers)
            #expect(answer.headers[.setCookie]?.contains("Secure") == false)
        }
        let ip = self.context(try #require(await server.events().first))["ip"].text
        #expect(ip == "127.0.0.1" || ip == "::1")
    }

    @Test(arguments: [("https", true), ("http", false), ("nonsense", false)])
    func `sets Secure as the proxy was reached`(scheme: String, isSecure: Bool) async throws {
        let headers = try self.fields(["X-Forwarded-Proto": scheme])
        let answer = try await self.server().run(.live) { client in
            try await client.post("/djaffar/log/", Self.body, headers)
        }
        #expect(answer.headers[.setCookie]?.contains("; Secure") == isSecure)
    }

    @Test func `a configured address outweighs what proxies say`() async throws {
        let headers = try self.fields(["X-Forwarded-Proto": "http"])
        let server = try self.server { $0.http.publicURL = PublicURL("https://log.example") }
        let answer = try await server.run(.live) { client in
            try await client.post("/djaffar/log/", Self.body, headers)
        }
        #expect(answer.headers[.setCookie]?.contains("; Secure") == true)
    }

    @Test func `links to where the client asked`() async throws {
        let server = try self.server()
        let token = try await server.token([.read])
        let headers = try self.fields([
            "X-Forwarded-Proto": "https", "X-Forwarded-Host": "Log.example:8443",
        ])
        let answer = try await server.run(.live) { client in
            for _ in 0..<2 { _ = try await client.post("/djaffar/log/", Self.body) }
            let path = "/api/activity/page-events/?page_size=1"
            return try await client.get(path, token: token, headers)
        }
        let next = try #require(answer.json["next"].text)
        #expect(next.hasPrefix("https://log.example:8443/api/activity/page-events/?page_size=1&"))
    }

    /// Origin and forwarded host → whether the page is one of the server's own.
    @Test(arguments: [
        ("https://log.example", "log.example", true), ("https://LOG.example", "log.EXAMPLE", true),
        ("https://evil.example", "log.example", false), ("null", "log.example", false),
    ])
    func `knows its own pages behind a proxy`(
        origin: String,
        host: String,
        isOwn: Bool
    ) async throws {
        let headers = try self.fields([
            "X-Forwarded-Proto": "https", "X-Forwarded-Host": host, "Origin": origin,
        ])
        let answer = try await self.server().run(.live) { client in
            try await client.post("/djaffar/log/", Self.body, headers)
        }
        #expect(answer.status == 201)
        // Pages of others get no session.
        #expect((answer.headers[.setCookie] != nil) == isOwn)
    }

    @Test func `limits each client behind a proxy apart`() async throws {
        let server = try self.server {
            $0.beacon.rate = 1
            $0.beacon.burst = 1
        }
        let first = try self.fields(["X-Forwarded-For": "203.0.113.9"])
        let second = try self.fields(["X-Forwarded-For": "203.0.113.10"])
        let statuses = try await server.run(.live) { client in
            // A busy machine may let more than a second pass between two posts.
            var statuses: Set<Int> = []
            for _ in 0..<20 where !statuses.contains(429) {
                statuses.insert(try await client.post("/djaffar/log/", Self.body, first).status)
            }
            let other = try await client.post("/djaffar/log/", Self.body, second)
            return [statuses, [other.status]]
        }
        #expect(statuses == [[201, 429], [201]])
    }
}
