import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct NewTokenPageTests {
    private static let list = "/dashboard/tokens/"

    private static func with(
        _ body: @Sendable (TestServer, TestClient, HTTPFields) async throws -> Void
    ) async throws {
        let server = try TestServer()
        let all = Set(Principal.Permission.allCases)
        let admin = try await server.cookie(of: server.addUser("admin", all))
        try await server.run { client in
            try await body(server, client, admin)
        }
    }

    @Test func `shows a token once, which then lets a program in until it is revoked`()
        async throws
    {
        try await Self.with { server, client, admin in
            let name = "shop/../be ap.."
            let fields = [
                ("name", name), ("scopes", "read"), ("scopes", "ingest"), ("expires_in", "2592000"),
            ]
            let made = try await client.submit(Self.list + "new", fields, admin)
            #expect(made.status == 200, "\(made.text)")
            #expect(made.headers[.cacheControl] == "no-store")
            let start = try #require(made.text.firstRange(of: "value=\"trail_"))
            let secret = "trail_" + made.text[start.upperBound...].prefix { $0 != "\"" }
            let api = "/api/activity/events/"
            #expect(try await client.get(api, token: secret).status == 200)
            let list = try await client.get(Self.list, admin)
            #expect(!list.text.contains(secret))
            #expect(list.text.contains("ingest, read"))
            let token = try #require(await server.store.tokens().first)
            #expect(token.expiresAt == TestServer.now.advanced(by: .seconds(2_592_000)))
            let link = "tokens/revoke/" + QueryText.make([("name", name)])
            #expect(list.text.contains(link))
            let revoked = try await client.confirm("/dashboard/" + link, admin)
            #expect(revoked.status == 303, "\(revoked.text)")
            #expect(await server.store.tokens().first?.revokedAt != nil)
            #expect(try await client.get(Self.list, admin).text.contains("revoked"))
        }
    }

    @Test func `says beside the fields what is wrong`() async throws {
        try await Self.with { server, client, admin in
            _ = try await server.token([.read])
            for (fields, reason) in [
                ([("name", "robot"), ("scopes", "read")], "The name is taken."),
                ([("name", "x")], "required"), ([("scopes", "read")], "required"),
                ([("name", "<x>"), ("scopes", "read")], "letters"),
            ] {
                let answer = try await client.submit(
                    Self.list + "new",
                    fields + [("expires_in", "")],
                    admin
                )
                #expect(answer.status == 400)
                #expect(answer.fieldErrors.contains { $0.contains(reason) }, "\(reason)")
            }
            #expect(await server.store.tokens().count == 1)
            #expect(await server.events().isEmpty)
        }
    }

    @Test func `makes a token that never ends where that is chosen`() async throws {
        try await Self.with { server, client, admin in
            let fields = [("name", "x"), ("scopes", "admin"), ("expires_in", "")]
            #expect(try await client.submit(Self.list + "new", fields, admin).status == 200)
            let token = try #require(await server.store.tokens().first)
            #expect(token.expiresAt == nil && token.scopes == [.admin])
            let events = await server.events().map(\.header.action.name)
            #expect(events == ["access.token_created"])
        }
    }
}
