import HTTPTypes
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct SessionMiddlewareTests {
    private static let events = "/api/activity/events/"
    private static let visit = "date=2016-12-29T07:35:22.571Z&path=/"

    /// A server behind TLS, and the cookie of a user who may read and record.
    private static func signedIn(
        _ body: @Sendable (TestServer, TestClient, HTTPFields) async throws -> Void
    ) async throws {
        let server = try TestServer {
            $0.http.publicURL = PublicURL("https://trail.example")
            $0.allowedOrigins = AllowedOrigins(["https://app.example"])
        }
        try await server.addUser("ada", [.viewAllLogs, .ingest])
        try await server.run { client in
            try await body(server, client, try #require(try await client.signIn("ada").cookie))
        }
    }

    /// Where a page is from, or which site a browser says it is of → the status of a change.
    private static let origins: [(name: HTTPField.Name, value: String, status: Int)] = [
        (.accept, "*/*", 201), (.origin, "https://trail.example", 201),
        (.origin, "https://app.example", 201), (.origin, "https://evil.example", 403),
        (.origin, "null", 403), (.origin, "http://trail.example.evil.example", 403),
        (.secFetchSite, "same-origin", 201), (.secFetchSite, "none", 201),
        (.secFetchSite, "same-site", 403), (.secFetchSite, "cross-site", 403),
    ]

    @Test(arguments: Self.origins)
    func `changes nothing for a page of another site`(
        name: HTTPField.Name,
        value: String,
        status: Int
    ) async throws {
        try await Self.signedIn { _, client, cookie in
            var fields = cookie
            fields[name] = value
            let answer = try await client.post(Self.events, Sample.page("/"), fields)
            #expect(answer.status == status)
            // Reading changes nothing, and no other page can see what comes back.
            #expect(try await client.get(Self.events, fields).status == 200)
        }
    }

    @Test func `no page of another site signs its visitor in`() async throws {
        try await Self.signedIn { _, client, _ in
            let answer = try await client.signIn(
                "ada",
                TestServer.password,
                [.origin: "https://evil.example"]
            )
            #expect(answer.status == 403)
            #expect(answer.cookie == nil)
        }
    }

    @Test func `a bearer token needs no origin`() async throws {
        try await Self.signedIn { server, client, _ in
            let token = try await server.token([.ingest])
            let answer = try await client.post(
                Self.events,
                Sample.page("/"),
                token: token,
                [.origin: "https://evil.example"]
            )
            #expect(answer.status == 201)
        }
    }

    @Test func `a token and a session must both be good, and the token says who asks`() async throws
    {
        try await Self.signedIn { server, client, cookie in
            let token = try await server.token([.read])
            let both = try await client.send(.get, "/api/activity/session", token: token, cookie)
            #expect(both.json["id"].text == "token:robot")
            let bad = try await client.send(.get, Self.events, token: "nonsense", cookie)
            #expect(bad.status == 401)
            let ended: HTTPFields = [.cookie: "__Host-trail_user=ended"]
            let other = try await client.send(.get, Self.events, token: token, ended)
            #expect(other.status == 401)
            #expect(other.headers[.setCookie]?.contains("Max-Age=0") == true)
        }
    }

    @Test(arguments: ["trail_user=x", "__Host-trail_user=", "other=1", "trail_user"])
    func `takes a session that it does not know for none`(cookie: String) async throws {
        try await Self.signedIn { _, client, _ in
            let fields: HTTPFields = [.cookie: cookie]
            #expect(try await client.get(Self.events, fields).status == 401)
            let form = "application/x-www-form-urlencoded"
            let visit = try await client.post("/djaffar/log/", Self.visit, as: form, fields)
            #expect(visit.status == 201)
        }
    }

    @Test func `finds the session among cookies that others have set`() async throws {
        try await Self.signedIn { _, client, cookie in
            let own = try #require(cookie[.cookie])
            let fields: HTTPFields = [.cookie: "__Host-trail_user=forged; a=b; \(own)"]
            #expect(try await client.get(Self.events, fields).status == 200)
            // Behind TLS a cookie without the prefix could be anybody's.
            let bare: HTTPFields = [.cookie: String(own.dropFirst("__Host-".count))]
            #expect(try await client.get(Self.events, bare).status == 401)
        }
    }

    @Test func `a disabled user is out at once, and so are reduced permissions`() async throws {
        try await Self.signedIn { server, client, cookie in
            var ada = try #require(await server.store.user(named: "ada"))
            ada.permissions = []
            _ = await server.store.replace(ada, endingSessions: false)
            #expect(try await client.get(Self.events, cookie).status == 403)
            ada.revision += 1
            ada.isDisabled = true
            _ = await server.store.replace(ada, endingSessions: false)
            #expect(try await client.get(Self.events, cookie).status == 401)
        }
    }

    @Test func `ends after a day, and keeps when it was used last`() async throws {
        let server = try TestServer()
        try await server.addUser("ada", [.viewLogs])
        try await server.run { client in
            let cookie = try #require(try await client.signIn("ada").cookie)
            server.clock.advance(by: .seconds(30))
            _ = try await client.get(Self.events, cookie)
            #expect(await server.store.sessions(ofUser: "ada").first?.lastSeenAt == TestServer.now)
            server.clock.advance(by: .seconds(24 * 3_600 - 31))
            #expect(try await client.get(Self.events, cookie).status == 200)
            let seen = await server.store.sessions(ofUser: "ada").first?.lastSeenAt
            #expect(seen == server.clock.now())
            server.clock.advance(by: .seconds(1))
            #expect(try await client.get(Self.events, cookie).status == 401)
        }
    }

    @Test func `a visit is of whoever is signed in, and never of a claim`() async throws {
        try await Self.signedIn { server, client, cookie in
            let form = "application/x-www-form-urlencoded"
            let visit = try await client.post("/djaffar/log/", Self.visit, as: form, cookie)
            #expect(visit.status == 201)
            // The session of the sign-in is the browser's.
            #expect(visit.headers[.setCookie] == nil)
            let pages = try await server.events(.page, atLeast: 1)
            let logins = try await server.events(.login, atLeast: 1)
            #expect(pages[0].text(.who).contains(#""id":"ada""#))
            #expect(pages[0].text(.who).contains(#""verified":true"#))
            #expect(pages[0].text(.who) == logins[0].text(.who))
            let claim =
                #"{"kind":"page","who":{"type":"user","id":"bob","verified":true},"what":{"detail":{"path":"/"}}}"#
            _ = try await client.post(Self.events, claim, cookie)
            let claimed = try await server.events(.page, atLeast: 2)[1].text(.who)
            #expect(claimed.contains(#""verified":false"#))
            #expect(claimed.contains(#""credential":"user:ada""#))
        }
    }
}
