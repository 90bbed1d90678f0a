import HTTPTypes
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct PurgeRoutesTests {
    private static let purge = "/api/activity/login-events/purge/"

    private static func with(
        _ body: @Sendable (TestServer, TestClient, HTTPFields) async throws -> Void
    ) async throws {
        let server = try TestServer { $0.allowsPurge = true }
        try await server.record(days: 5)
        try await server.record(days: 5, tenant: try TenantID("other"))
        server.clock.advance(by: .seconds(1))
        let root = try await server.superuser()
        try await server.run { client in
            try await body(server, client, root)
        }
        #expect(try await server.findings() == [])
    }

    private static func confirming(_ token: String) -> String { #"{"confirm":"\#(token)"}"# }

    /// REFERENCE 13, defects 19 and 54.
    @Test func `removes a kind in two steps, and leaves a sealed record`() async throws {
        try await Self.with { server, client, root in
            // The seed's page for it was an error 500.
            #expect(try await client.get(Self.purge, root).status == 405)
            let first = try await client.send(.post, Self.purge, root)
            #expect(first.status == 200, "\(first.text)")
            #expect(first.json["count"].number == 5)
            #expect(first.json["held"].number == 0)
            #expect(first.json["expires_at"].text == "2026-11-21T02:48:41.118744Z")
            #expect(await server.left()[.login] == 5)
            let token = try #require(first.json["confirm"].text)
            // What comes after the first step was not counted, so it stays.
            try await server.record(days: 1, until: TestServer.now.advanced(by: .seconds(60)))
            server.clock.advance(by: .seconds(60))
            let second = try await client.post(Self.purge, Self.confirming(token), root)
            #expect(second.text == #"{"deleted":5,"held":0}"#)
            let left = await server.left()
            #expect(left[.login] == 1 && left[.page] == 6)
            #expect(await server.left(try TenantID("other"))[.login] == 5)
            let record = try #require(await server.events().last)
            #expect(record.header.action.name == "retention.rows_removed")
            #expect(record.text(.who).contains(#""id":"root""#))
            #expect(record.text(.what).contains(#""count":5"#))
            #expect(record.text(.what).contains("purge of all login events"))
        }
    }

    @Test func `takes a token for nothing else, for nobody else and not for long`() async throws {
        try await Self.with { server, client, root in
            let first = try await client.send(.post, Self.purge, root)
            let body = Self.confirming(try #require(first.json["confirm"].text))
            let pages = "/api/activity/page-events/purge/"
            let far = Self.purge + "?tenant_id=other"
            let other = try await server.superuser("eve")
            for (path, body, who) in [
                (pages, body, root), (far, body, root), (Self.purge, body, other),
                (Self.purge, Self.confirming("AAAA"), root),
                (Self.purge, Self.confirming(""), root),
            ] {
                let answer = try await client.post(path, body, who)
                #expect(answer.status == 400, "\(answer.text)")
                #expect(answer.errors["confirm"] != nil)
            }
            server.clock.advance(by: .seconds(600))
            #expect(try await client.post(Self.purge, body, root).status == 400)
            #expect(await server.left()[.login] == 5)
        }
    }

    @Test func `takes a token once`() async throws {
        try await Self.with { server, client, root in
            let hold = LegalHold(
                id: EventID.random(at: TestServer.now),
                tenant: .default,
                filters: ["kind": "login"],
                reason: "case",
                createdBy: "ada",
                createdAt: TestServer.now
            )
            await server.store.add(hold)
            let first = try await client.send(.post, Self.purge, root)
            #expect(first.json["held"].number == 5)
            let body = Self.confirming(try #require(first.json["confirm"].text))
            server.clock.advance(by: .seconds(1))
            #expect(try await client.post(Self.purge, body, root).json["deleted"].number == 0)
            // What was held when it was counted must not go by what was confirmed then.
            let release = LegalHold.Release(by: "ada", at: TestServer.now)
            _ = await server.store.releaseHold(hold.id, release)
            let again = try await client.post(Self.purge, body, root)
            #expect(again.status == 400)
            #expect(again.errors["confirm"] != nil)
            #expect(await server.left()[.login] == 5)
        }
    }

    @Test func `leaves what is held`() async throws {
        try await Self.with { server, client, root in
            await server.store.add(
                LegalHold(
                    id: EventID.random(at: TestServer.now),
                    tenant: .default,
                    filters: ["kind": "login"],
                    reason: "case",
                    createdBy: "ada",
                    createdAt: TestServer.now
                )
            )
            let first = try await client.send(.post, Self.purge, root)
            #expect(first.json["count"].number == 0)
            #expect(first.json["held"].number == 5)
            let body = Self.confirming(try #require(first.json["confirm"].text))
            server.clock.advance(by: .seconds(1))
            let second = try await client.post(Self.purge, body, root)
            #expect(second.text == #"{"deleted":0,"held":5}"#)
            #expect(await server.left()[.login] == 5)
        }
    }

    @Test func `purges another tenant where a superuser names it`() async throws {
        try await Self.with { server, client, root in
            let path = Self.purge + "?tenant_id=other"
            let first = try await client.send(.post, path, root)
            let body = Self.confirming(try #require(first.json["confirm"].text))
            server.clock.advance(by: .seconds(1))
            #expect(try await client.post(path, body, root).json["deleted"].number == 5)
            #expect(await server.left(try TenantID("other"))[.login] == nil)
            #expect(await server.left()[.login] == 5)
        }
    }

    @Test func `is not there for whoever is no superuser, nor unless it is allowed`() async throws {
        try await Self.with { server, client, root in
            let admin = try await server.addUser("boss", Set(Principal.Permission.allCases))
            let boss = try await server.cookie(of: admin)
            #expect(try await client.send(.post, Self.purge, boss).status == 403)
        }
        let server = try TestServer()
        let root = try await server.superuser()
        try await server.run { client in
            let answer = try await client.send(.post, Self.purge, root)
            #expect(answer.status == 403)
            #expect(answer.text.contains("admin.allow-purge"))
        }
    }
}
