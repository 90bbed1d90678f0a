import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct TokenRoutesTests {
    private static let tokens = "/api/activity/tokens/"

    private static func with(
        _ tenant: String = "default",
        _ scopes: Set<APIToken.Scope> = [.admin],
        _ body: @Sendable (TestServer, TestClient, HTTPFields) async throws -> Void
    ) async throws {
        let server = try TestServer()
        let secret = try await server.token(scopes, name: "boss", tenant: try TenantID(tenant))
        _ = try await server.token([.read], name: "web 1/a")
        try await server.run { client in
            try await body(server, client, [.authorization: "Bearer " + secret])
        }
    }

    @Test func `makes a token, shows its secret once and seals it`() async throws {
        try await Self.with { server, client, boss in
            let body = #"{"name":"robot","scopes":["ingest","read"],"expires_in":3600}"#
            let made = try await client.post(Self.tokens, body, boss)
            #expect(made.status == 201)
            let secret = try #require(made.json["token"].text)
            #expect(made.json["scopes"].elements.map(\.text) == ["ingest", "read"])
            #expect(made.json["expires_at"].text == "2026-11-21T03:38:40.118744Z")
            #expect(try await client.get("/api/activity/events/", token: secret).status == 200)
            let shown = try await client.get(Self.tokens + "robot/", boss)
            #expect(shown.json["state"].text == "valid")
            #expect(shown.json["token"] == .null)
            let list = try await client.get(Self.tokens, boss)
            #expect(
                list.json["results"].elements.map { $0["name"].text } == [
                    "boss", "robot", "web 1/a",
                ]
            )
            #expect(!list.text.contains(secret))
            let event = try await server.events(.system, atLeast: 1)[0]
            #expect(event.header.action.name == "access.token_created")
            #expect(event.text(.who).contains(#""credential":"token:boss""#))
            #expect(event.text(.what).contains(#""name":"robot""#))
            #expect(!event.text(.what).contains("trail_"))
        }
    }

    @Test func `lists tokens page by page`() async throws {
        try await Self.with { _, client, boss in
            let first = try await client.get(Self.tokens + "?page_size=1", boss)
            #expect(first.json["count"].number == 2)
            #expect(first.json["results"].elements.map { $0["name"].text } == ["boss"])
            let next = try #require(first.json["next"].text)
            let second = try await client.get(TestServer.local(next), boss)
            #expect(second.json["results"].elements.map { $0["name"].text } == ["web 1/a"])
            #expect(second.json["next"] == .null)
            #expect(second.json["previous"].text != nil)
            for (query, status) in [("page=3&page_size=1", 404), ("page=x", 400)] {
                let answer = try await client.get(Self.tokens + "?" + query, boss)
                #expect(answer.status == status, "\(query)")
            }
        }
    }

    @Test func `revokes a token, and seals it once`() async throws {
        try await Self.with { server, client, boss in
            let path = Self.tokens + "web%201%2Fa/"
            #expect(try await client.delete(path, boss).status == 204)
            #expect(try await client.delete(path, boss).status == 204)
            #expect(try await client.get(path, boss).json["state"].text == "revoked")
            let events = try await server.events(.system, atLeast: 1)
            #expect(events.map(\.header.action.name) == ["access.token_revoked"])
        }
    }

    @Test(arguments: [
        (#"{"name":"boss","scopes":["read"]}"#, 409),
        (#"{"name":"web 1/a","scopes":["read"]}"#, 409),
        (#"{"name":"x","scopes":["read"],"tenant":"other"}"#, 403),
        (#"{"name":"x","scopes":[]}"#, 400), (#"{"name":"x"}"#, 400),
        (#"{"name":"x","scopes":["root"]}"#, 400), (#"{"name":" x","scopes":["read"]}"#, 400),
        (#"{"name":"x","scopes":["read"],"expires_in":0}"#, 400),
        (#"{"name":"x","scopes":["read"],"expires_in":99999999999}"#, 400),
        (#"{"name":"x","scopes":["read"],"hash":"00"}"#, 400), ("[]", 400), ("", 400),
    ])
    func `refuses what is wrong or not one's to give`(body: String, status: Int) async throws {
        try await Self.with { server, client, boss in
            let answer = try await client.post(Self.tokens, body, boss)
            #expect(answer.status == status, "\(answer.text)")
            #expect(await server.store.tokens().count == 2)
            #expect(await server.events().isEmpty)
        }
    }

    @Test func `an administrator of another tenant sees its own tokens alone`() async throws {
        try await Self.with("other") { server, client, boss in
            let list = try await client.get(Self.tokens, boss)
            #expect(list.json["results"].elements.map { $0["name"].text } == ["boss"])
            #expect(try await client.get(Self.tokens + "web%201%2Fa", boss).status == 404)
            #expect(try await client.delete(Self.tokens + "web%201%2Fa", boss).status == 404)
            let made = try await client.post(
                Self.tokens,
                #"{"name":"x","scopes":["admin"]}"#,
                boss
            )
            #expect(made.json["tenant"].text == "other")
        }
    }
}
