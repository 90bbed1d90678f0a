import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct PolicyRoutesTests {
    private static let policies = "/api/activity/retention-policies/"

    private static func with(
        _ body: @Sendable (TestServer, TestClient, HTTPFields) async throws -> Void
    ) async throws {
        let server = try TestServer()
        let grace = try await server.manager()
        try await server.run { client in
            try await body(server, client, grace)
        }
    }

    @Test func `makes, shows, changes and deletes a policy, and seals each`() async throws {
        try await Self.with { server, client, grace in
            let body = #"{"name":"logins","event_type":"login","retain_days":90}"#
            let made = try await client.post(Self.policies, body, grace)
            #expect(made.status == 201, "\(made.text)")
            let id = try #require(made.json["id"].text)
            let now = TestServer.now.description
            let text =
                #"{"id":"\#(id)","name":"logins","event_type":"login","retain_days":90,"#
                + #""is_active":true,"tenant_id":"default","last_run":null,"records_deleted":0,"#
                + #""created_at":"\#(now)","updated_at":"\#(now)"}"#
            #expect(made.text == text)
            #expect(try await client.get(Self.policies + id, grace).text == text)
            let changed = try await client.patch(
                Self.policies + id + "/",
                #"{"retain_days":30,"is_active":false}"#,
                grace
            )
            #expect(changed.json["retain_days"].number == 30)
            #expect(changed.json["is_active"].flag == false)
            #expect(changed.json["event_type"].text == "login")
            // What was read may be sent back as it is.
            let replaced = try await client.send(
                .put,
                Self.policies + id,
                grace.merging([.contentType: "application/json"]),
                Array(text.utf8)
            )
            #expect(replaced.status == 200, "\(replaced.text)")
            #expect(replaced.text == text)
            #expect(try await client.delete(Self.policies + id, grace).status == 204)
            #expect(try await client.get(Self.policies + id, grace).status == 404)
            #expect(
                await server.retentionActions() == [
                    "retention.policy_created", "retention.policy_changed",
                    "retention.policy_changed", "retention.policy_deleted",
                ]
            )
            let act = try #require(await server.events().first)
            #expect(act.text(.who).contains(#""id":"grace""#))
            #expect(act.text(.what).contains(#""retain_days":90"#))
        }
    }

    @Test(arguments: [
        (#"{"name":"x","retain_days":0}"#, 400, "retain_days"),
        (#"{"name":"x","retain_days":-1}"#, 400, "retain_days"),
        (#"{"name":"x","retain_days":36501}"#, 400, "retain_days"),
        (#"{"name":"x","retain_days":"ten"}"#, 400, "retain_days"),
        (#"{"name":"x"}"#, 400, "retain_days"), (#"{"retain_days":5}"#, 400, "name"),
        (#"{"name":"","retain_days":5}"#, 400, "name"),
        (#"{"name":"x","retain_days":5,"event_type":"logins"}"#, 400, "event_type"),
        (#"{"name":"x","retain_days":5,"colour":"red"}"#, 400, "colour"),
        (#"{"name":"x","retain_days":5,"tenant_id":"A B"}"#, 400, "tenant_id"),
        (#"{"name":"x","retain_days":5,"tenant_id":"other"}"#, 403, nil),
        (#"{"name":"x","retain_days":5,"tenant_id":null}"#, 403, nil),
        (#"{"name":"taken","retain_days":5}"#, 409, nil), ("[]", 400, nil), ("", 400, nil),
    ])
    func `refuses what is wrong or not one's to decide`(
        body: String,
        status: Int,
        field: String?
    ) async throws {
        try await Self.with { server, client, grace in
            let first = try await client.post(
                Self.policies,
                #"{"name":"taken","retain_days":5}"#,
                grace
            )
            #expect(first.status == 201)
            let answer = try await client.post(Self.policies, body, grace)
            #expect(answer.status == status, "\(answer.text)")
            if let field { #expect(answer.errors[field] != nil, "\(answer.text)") }
            #expect(await server.store.policies().count == 1)
            #expect(await server.retentionActions().count == 1)
        }
    }

    /// REFERENCE 13, defect 37.
    @Test func `lists policies by name, page by page`() async throws {
        try await Self.with { server, client, grace in
            for (name, kind) in [("c", "page"), ("a", "all"), ("d", "login"), ("b", "login")] {
                let body = #"{"name":"\#(name)","event_type":"\#(kind)","retain_days":5}"#
                #expect(try await client.post(Self.policies, body, grace).status == 201)
            }
            let first = try await client.get(Self.policies + "?page_size=3", grace)
            #expect(first.json["count"].number == 4)
            #expect(first.json["results"].elements.map { $0["name"].text } == ["a", "b", "c"])
            #expect(first.json["previous"] == .null)
            let next = try #require(first.json["next"].text)
            let second = try await client.get(TestServer.local(next), grace)
            #expect(second.json["results"].elements.map { $0["name"].text } == ["d"])
            #expect(second.json["next"] == .null)
            let logins = try await client.get(Self.policies + "?event_type=login", grace)
            #expect(logins.json["results"].elements.map { $0["name"].text } == ["b", "d"])
            let active = try await client.get(Self.policies + "?is_active=false", grace)
            #expect(active.json["count"].number == 0)
            for (query, status) in [
                ("page=3&page_size=3", 404), ("page=0", 400), ("colour=red", 400),
                ("is_active=perhaps", 400), ("event_type=logins", 400), ("tenant_id=other", 403),
            ] {
                let answer = try await client.get(Self.policies + "?" + query, grace)
                #expect(answer.status == status, "\(query)")
            }
        }
    }

    /// REFERENCE 13, defect 51.
    @Test(arguments: ["run_now", "run-now/"])
    func `runs a policy at once, over its own tenant and kind alone`(word: String) async throws {
        let server = try TestServer()
        let other = try TenantID("other")
        try await server.record(days: 10)
        try await server.record(days: 10, tenant: other)
        let root = try await server.superuser()
        let grace = try await server.manager()
        try await server.run { client in
            let body = #"{"name":"pages","event_type":"page","retain_days":4}"#
            let made = try await client.post(Self.policies, body, grace)
            let id = try #require(made.json["id"].text)
            let run = try await client.post(Self.policies + id + "/" + word, "", grace)
            #expect(run.status == 200)
            #expect(run.text == #"{"deleted":5}"#)
            let left = await server.left()
            #expect(left[.page] == 5 && left[.login] == 10)
            #expect(await server.left(other).values.allSatisfy { $0 == 10 })
            let policy = try await client.get(Self.policies + id, grace)
            #expect(policy.json["records_deleted"].number == 5)
            #expect(policy.json["last_run"].text == TestServer.now.description)
            let own = #"{"name":"logins","event_type":"login","retain_days":8}"#
            let narrow = try await client.post(Self.policies, own, root)
            #expect(narrow.json["tenant_id"].text == "default", "null must be said")
            let name = Self.policies + (narrow.json["id"].text ?? "")
            #expect(try await client.delete(name, root).status == 204)
            let all =
                #"{"name":"logins of all","event_type":"login","retain_days":8,"tenant_id":null}"#
            let wide = try await client.post(Self.policies, all, root)
            #expect(wide.json["tenant_id"] == .null)
            let path = Self.policies + (wide.json["id"].text ?? "")
            #expect(try await client.get(path, grace).status == 404)
            let both = try await client.post(path + "/" + word, "", root)
            #expect(both.text == #"{"deleted":2}"#)
            let record = try #require(
                await server.events().last { $0.header.action.name == "retention.rows_removed" }
            )
            #expect(record.text(.what).contains(#""policy":"logins of all""#))
            #expect(record.text(.who).contains(#""id":"root""#))
        }
        #expect(try await server.findings() == [])
        #expect(try await server.findings(other) == [])
    }

    @Test func `does not run a policy that is not active`() async throws {
        let server = try TestServer()
        try await server.record(days: 3)
        let grace = try await server.manager()
        try await server.run { client in
            let body = #"{"name":"off","retain_days":1,"is_active":false}"#
            let made = try await client.post(Self.policies, body, grace)
            let id = try #require(made.json["id"].text)
            #expect(try await client.post(Self.policies + id + "/run_now", "", grace).status == 409)
            #expect(await server.left()[.page] == 3)
        }
    }

    /// REFERENCE 13, defect 27.
    @Test func `lets nobody decide who may merely read everything`() async throws {
        let server = try TestServer()
        try await server.record(days: 3)
        let ada = try await server.cookie(of: try await server.addUser("ada", [.viewAllLogs]))
        let grace = try await server.manager()
        try await server.run { client in
            let body = #"{"name":"short","retain_days":1}"#
            let made = try await client.post(Self.policies, body, grace)
            let path = Self.policies + (try #require(made.json["id"].text))
            #expect(try await client.post(Self.policies, body, ada).status == 403)
            #expect(try await client.get(Self.policies, ada).status == 403)
            #expect(try await client.patch(path, #"{"retain_days":2}"#, ada).status == 403)
            #expect(try await client.post(path + "/run_now", "", ada).status == 403)
            #expect(try await client.delete(path, ada).status == 403)
            #expect(await server.left()[.page] == 3)
            #expect(await server.store.policies().map(\.retainDays) == [1])
        }
    }

    @Test func `shows nobody the policies of another tenant`() async throws {
        let server = try TestServer()
        let grace = try await server.manager()
        let far = try await server.manager("far", tenant: try TenantID("other"))
        let root = try await server.superuser()
        try await server.run { client in
            let body = #"{"name":"short","retain_days":1}"#
            let made = try await client.post(Self.policies, body, grace)
            let path = Self.policies + (try #require(made.json["id"].text))
            #expect(try await client.get(Self.policies, far).json["count"].number == 0)
            #expect(try await client.get(path, far).status == 404)
            #expect(try await client.patch(path, #"{"retain_days":2}"#, far).status == 404)
            #expect(try await client.post(path + "/run-now", "", far).status == 404)
            #expect(try await client.delete(path, far).status == 404)
            // The name is taken only within its tenant.
            #expect(try await client.post(Self.policies, body, far).status == 201)
            #expect(try await client.get(Self.policies, root).json["count"].number == 2)
            let one = try await client.get(Self.policies + "?tenant_id=other", root)
            #expect(one.json["count"].number == 1)
        }
    }
}

extension HTTPFields {
    /// These fields with others besides.
    fileprivate func merging(_ others: HTTPFields) -> HTTPFields {
        var fields = self
        for field in others { fields[field.name] = field.value }
        return fields
    }
}
