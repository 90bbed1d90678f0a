import HTTPTypes
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct BeaconSessionTests {
    private static let form = "application/x-www-form-urlencoded"
    private static let body = "date=2016-12-29T07:35:22.571Z&path=/"

    private func post(_ client: TestClient, _ headers: HTTPFields = [:]) async throws -> Answer {
        try await client.post("/djaffar/log/", Self.body, as: Self.form, headers)
    }

    private func session(_ event: SealedEvent) -> String? {
        (try? CanonicalJSON(parsing: event.sections.who?.text ?? []))?.value["session"].text
    }

    @Test func `gives a session on the first valid post and keeps it`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let first = try await self.post(client)
            let cookie = try #require(first.headers[.setCookie]?.split(separator: ";").first)
            #expect(cookie.hasPrefix("trail_session="))
            let second = try await self.post(client, [.cookie: "other=1; \(cookie); more=2"])
            #expect(second.status == 201)
            #expect(second.headers[.setCookie] == nil)
        }
        let sessions = await server.events().map(self.session)
        #expect(sessions.count == 2)
        #expect(sessions[0] != nil && sessions[0] == sessions[1])
    }

    @Test(arguments: ["trail_session=", "trail_session=abc", "trail_session", "x=y"])
    func `never adopts a session from the client`(cookie: String) async throws {
        let server = try TestServer()
        try await server.run { client in
            let answer = try await self.post(client, [.cookie: cookie])
            #expect(answer.status == 201)
            #expect(answer.headers[.setCookie] != nil)
        }
        let session = try #require(await server.events().first.flatMap(self.session))
        #expect(!cookie.contains(session))
    }

    @Test func `finds its own session beside one that was slipped in`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let first = try await self.post(client)
            let cookie = try #require(first.headers[.setCookie]?.split(separator: ";").first)
            let answer = try await self.post(client, [.cookie: "trail_session=evil; \(cookie)"])
            #expect(answer.headers[.setCookie] == nil)
        }
        let sessions = await server.events().map(self.session)
        #expect(sessions[0] == sessions[1])
    }

    @Test func `sets Secure behind TLS, and the configured age`() async throws {
        let server = try TestServer {
            $0.http.publicURL = PublicURL("https://trail.example")
            $0.beacon.sessionAge = .seconds(600)
        }
        let answer = try await server.run { try await self.post($0) }
        let cookie = try #require(answer.headers[.setCookie])
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600"))
    }

    @Test func `rotates a session that has come of age`() async throws {
        let server = try TestServer { $0.beacon.sessionAge = .seconds(600) }
        try await server.run { client in
            let first = try await self.post(client)
            let cookie = try #require(first.headers[.setCookie]?.split(separator: ";").first)
            server.clock.advance(by: .seconds(600))
            #expect(
                try await self.post(client, [.cookie: String(cookie)]).headers[.setCookie] != nil
            )
        }
        let sessions = await server.events().map(self.session)
        #expect(sessions[0] != sessions[1])
    }

    /// Origin, allowed list, whether the cookie is sent → status, `Access-Control-Allow-Origin`,
    /// whether a session is given.
    @Test(arguments: [
        ("https://own.example", [], true, 201, nil, false),
        ("http://own.example", [], false, 201, nil, true),
        ("https://app.example", [], false, 201, nil, false),
        ("https://app.example", [], true, 403, nil, false),
        ("https://app.example", ["https://app.example"], true, 201, "https://app.example", false),
        ("https://app.example", ["https://app.example"], false, 201, "https://app.example", true),
        ("https://app.example", ["*"], false, 201, "*", false),
        ("https://app.example", ["*"], true, 403, "*", false),
        ("https://app.example.evil", ["https://app.example"], true, 403, nil, false),
        ("https://app.example:8443", ["https://app.example"], true, 403, nil, false),
        ("null", ["https://app.example"], true, 403, nil, false),
        ("null", [], false, 201, nil, false),
    ])
    func `treats origins as configured`(
        origin: String,
        allowed: [String],
        sendsCookie: Bool,
        status: Int,
        allowOrigin: String?,
        givesSession: Bool
    ) async throws {
        let server = try TestServer {
            $0.allowedOrigins = AllowedOrigins(allowed)
            $0.http.publicURL = PublicURL("https://own.example")
        }
        try await server.run { client in
            var headers: HTTPFields = [.origin: origin]
            if sendsCookie {
                let cookie = try await self.post(client).headers[.setCookie]
                headers[.cookie] = cookie?.split(separator: ";").first.map { String($0) }
            }
            // The test client's Host is localhost, which the public URL overrides.
            if origin == "http://own.example" { headers[.origin] = "https://own.example" }
            let answer = try await self.post(client, headers)
            #expect(answer.status == status)
            #expect(answer.headers[.accessControlAllowOrigin] == allowOrigin)
            #expect((answer.headers[.setCookie] != nil) == givesSession)
            let allowsCredentials = answer.headers[.accessControlAllowCredentials] == "true"
            #expect(allowsCredentials == (allowOrigin != nil && allowOrigin != "*"))
        }
    }

    @Test func `refuses the cookie from a browser that says it is elsewhere`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let cookie = try await self.post(client).headers[.setCookie]?.split(separator: ";")
                .first
            let headers: HTTPFields = [
                .cookie: String(try #require(cookie)), .secFetchSite: "cross-site",
            ]
            #expect(try await self.post(client, headers).status == 403)
        }
        #expect(await server.events().count == 1)
    }

    @Test func `answers preflights as configured`() async throws {
        let server = try TestServer { $0.allowedOrigins = AllowedOrigins(["https://app.example"]) }
        try await server.run { client in
            var headers: HTTPFields = [
                .origin: "https://app.example", .accessControlRequestMethod: "POST",
            ]
            let allowed = try await client.send(.options, "/djaffar/log/", headers)
            #expect(allowed.status == 204)
            #expect(allowed.headers[.accessControlAllowOrigin] == "https://app.example")
            #expect(allowed.headers[.accessControlAllowMethods]?.contains("POST") == true)
            #expect(allowed.headers[.accessControlAllowHeaders]?.contains("content-type") == true)
            #expect(allowed.headers[.vary] == "Origin")
            headers[.origin] = "https://evil.example"
            let refused = try await client.send(.options, "/djaffar/log/", headers)
            #expect(refused.status == 403)
            #expect(refused.headers[.accessControlAllowOrigin] == nil)
        }
    }
}
