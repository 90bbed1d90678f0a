import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct HoldRoutesTests {
    private static let holds = "/api/activity/legal-holds/"

    @Test func `places, lists and releases a hold, and seals both`() async throws {
        let server = try TestServer()
        let grace = try await server.manager()
        try await server.run { client in
            let body = #"{"reason":"case 17","filters":{"user_id":42,"kind":"login"}}"#
            let made = try await client.post(Self.holds, body, grace)
            #expect(made.status == 201, "\(made.text)")
            let id = try #require(made.json["id"].text)
            #expect(
                made.text
                    == #"{"id":"\#(id)","tenant_id":"default","filters":{"kind":"login","#
                    + #""user_id":"42"},"reason":"case 17","is_active":true,"created_by":"grace","#
                    + #""created_at":"\#(TestServer.now)","released_by":null,"released_at":null}"#
            )
            #expect(try await client.get(Self.holds, grace).json["count"].number == 1)
            #expect(try await client.delete(Self.holds + id, grace).status == 204)
            #expect(try await client.delete(Self.holds + id + "/", grace).status == 204)
            let released = try await client.get(Self.holds + id, grace)
            #expect(released.json["is_active"].flag == false)
            #expect(released.json["released_by"].text == "grace")
            let active = try await client.get(Self.holds + "?is_active=true", grace)
            #expect(active.json["count"].number == 0)
            let all = try await client.get(Self.holds + "?is_active=false", grace)
            #expect(all.json["count"].number == 1)
        }
        #expect(
            await server.retentionActions() == ["retention.hold_placed", "retention.hold_released"]
        )
        let act = try #require(await server.events().first)
        #expect(act.text(.what).contains(#""reason":"case 17""#))
    }

    @Test func `places and releases a hold while its destination cannot be used`() async throws {
        let routing = ScriptedRouting()
        routing.fail(TrailError(.storeUnavailable, "The destination is away."))
        let server = try TestServer(destinations: Destinations(routing: routing))
        let grace = try await server.manager()
        try await server.run { client in
            let made = try await client.post(
                Self.holds,
                #"{"reason":"case 17","filters":{}}"#,
                grace
            )
            #expect(made.status == 201, "\(made.text)")
            let id = try #require(made.json["id"].text)
            #expect(try await client.get(Self.holds, grace).json["count"].number == 1)
            #expect(try await client.delete(Self.holds + id, grace).status == 204)
        }
        #expect(
            await server.retentionActions() == ["retention.hold_placed", "retention.hold_released"]
        )
    }

    @Test(arguments: [
        (#"{"filters":{}}"#, 400, "reason"), (#"{"reason":"x"}"#, 400, "filters"),
        (#"{"reason":"x","filters":"all"}"#, 400, "filters"),
        (#"{"reason":"x","filters":{"colour":"red"}}"#, 400, "filters.colour"),
        (#"{"reason":"x","filters":{"user_id":["a"]}}"#, 400, "filters.user_id"),
        (#"{"reason":"x","filters":{"remote_ip":"nowhere"}}"#, 400, "filters.remote_ip"),
        (#"{"reason":"x","filters":{"last_hours":"24"}}"#, 400, "filters.last_hours"),
        (#"{"reason":"x","filters":{"search":"disk"}}"#, 400, "filters.search"),
        (#"{"reason":"x","filters":{},"until":"2027"}"#, 400, "until"),
        (#"{"reason":"x","filters":{},"tenant_id":"other"}"#, 403, nil), ("[]", 400, nil),
    ])
    func `refuses what is wrong or not one's to hold`(
        body: String,
        status: Int,
        field: String?
    ) async throws {
        let server = try TestServer()
        let grace = try await server.manager()
        try await server.run { client in
            let answer = try await client.post(Self.holds, body, grace)
            #expect(answer.status == status, "\(answer.text)")
            if let field { #expect(answer.errors[field] != nil, "\(answer.text)") }
        }
        #expect(await server.store.holds().isEmpty)
        #expect(await server.events().isEmpty)
    }

    @Test func `keeps events from retention until it is released`() async throws {
        let server = try TestServer()
        try await server.record(days: 6)
        let grace = try await server.manager()
        let policies = "/api/activity/retention-policies/"
        try await server.run { client in
            let body = #"{"reason":"case","filters":{"kind":"login"}}"#
            let hold = try await client.post(Self.holds, body, grace)
            let id = try #require(hold.json["id"].text)
            let made = try await client.post(policies, #"{"name":"p","retain_days":2}"#, grace)
            let run = policies + (try #require(made.json["id"].text)) + "/run_now/"
            // Six kinds; of the logins none.
            #expect(try await client.post(run, "", grace).text == #"{"deleted":18}"#)
            #expect(await server.left()[.login] == 6)
            #expect(try await client.delete(Self.holds + id, grace).status == 204)
            #expect(try await client.post(run, "", grace).text == #"{"deleted":3}"#)
            #expect(await server.left()[.login] == 3)
        }
        #expect(try await server.findings() == [])
    }

    @Test func `shows nobody the holds of another tenant`() async throws {
        let server = try TestServer()
        let grace = try await server.manager()
        let far = try await server.manager("far", tenant: try TenantID("other"))
        try await server.run { client in
            let made = try await client.post(
                Self.holds,
                #"{"reason":"case","filters":{}}"#,
                grace
            )
            let path = Self.holds + (try #require(made.json["id"].text))
            #expect(try await client.get(Self.holds, far).json["count"].number == 0)
            #expect(try await client.get(path, far).status == 404)
            #expect(try await client.delete(path, far).status == 404)
            #expect(await server.store.holds().allSatisfy { $0.release == nil })
        }
    }
}
