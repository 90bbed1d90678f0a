import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct UserPageTests {
    private static let list = "/dashboard/users/"
    private static let new = "violet umbrella 42"

    private static func with(
        _ body: @Sendable (TestServer, TestClient, HTTPFields) async throws -> Void
    ) async throws {
        let server = try TestServer()
        let all = Set(Principal.Permission.allCases)
        let admin = try await server.cookie(of: server.addUser("admin", all))
        try await server.addUser("root", isSuperuser: true)
        try await server.run { client in
            try await body(server, client, admin)
        }
    }

    @Test func `adds a user, who must change the password, and seals that`() async throws {
        try await Self.with { server, client, admin in
            let fields = [
                ("name", "zoe"), ("password", Self.new), ("must_change_password", "true"),
                ("permissions", "view_logs"), ("permissions", "ingest"), ("is_superuser", "true"),
                ("tenant", "other"),
            ]
            let made = try await client.submit(Self.list + "new", fields, admin)
            #expect(made.status == 303, "\(made.text)")
            let zoe = try #require(await server.store.user(named: "zoe"))
            #expect(zoe.permissions == [.viewLogs, .ingest])
            // The form of an administrator offers neither.
            #expect(!zoe.isSuperuser && zoe.tenant == .default)
            #expect(zoe.password.mustChange)
            let act = try #require(await server.events().last)
            #expect(act.header.action.name == "access.user_created")
            #expect(act.text(.who).contains("admin"))
            #expect(!act.text(.what).contains(Self.new))
            let again = try await client.submit(Self.list + "new", fields, admin)
            #expect(again.fieldErrors.contains { $0.contains("The name is taken.") })
            #expect(!again.text.contains(Self.new))
            let short = fields.map { $0.0 == "password" ? ($0.0, "short") : $0 }
            let weak = try await client.submit(Self.list + "new", short, admin)
            #expect(weak.fieldErrors.contains { $0.contains("12 characters") })
        }
    }

    @Test func `a form that was open for a while undoes nothing unawares`() async throws {
        try await Self.with { server, client, admin in
            try await server.addUser("zoe", [.viewLogs, .erase])
            let path = "/dashboard/user/zoe/"
            let opened = try await client.get(path, admin).hidden
            // Somebody else takes a permission away.
            let taken = try await client.submit(path, [("permissions", "view_logs")], admin)
            #expect(taken.status == 303)
            let wanted = ["view_logs", "erase", "ingest"].map { ("permissions", $0) }
            let late = try await client.form(path, opened + wanted, admin)
            #expect(late.status == 400)
            #expect(late.text.contains("somebody else has changed this"))
            #expect(await server.store.user(named: "zoe")?.permissions == [.viewLogs])
            // Who has been shown how it stands may save the same.
            let again = try await client.form(path, late.hidden + wanted, admin)
            #expect(again.status == 303)
            let zoe = await server.store.user(named: "zoe")
            #expect(zoe?.permissions == [.viewLogs, .erase, .ingest])
        }
    }

    @Test func `changes permissions, sets a password, disables and enables`() async throws {
        try await Self.with { server, client, admin in
            let user = try await server.addUser("zoe+1@example.org", [.viewLogs])
            let session = try await server.cookie(of: user)
            let path = "/dashboard/user/zoe%2B1%40example.org"
            let list = try await client.get(Self.list, admin)
            #expect(list.text.contains("user/zoe%2B1%40example.org/"))
            let page = try await client.get(path, admin)
            #expect(page.text.contains(#"value="view_logs" checked"#))
            #expect(!page.text.contains("is_superuser"))
            let rights = [("permissions", "view_all_logs"), ("permissions", "erase")]
            #expect(try await client.submit(path, rights, admin).status == 303)
            let changed = try #require(await server.store.user(named: user.name))
            #expect(changed.permissions == [.viewAllLogs, .erase])
            #expect(try await client.get("/dashboard/", session).status == 200)
            let empty = try await client.submit(path + "/password", [("password", "")], admin)
            #expect(empty.fieldErrors.count == 1)
            let set = [("password", Self.new), ("must_change_password", "true")]
            #expect(try await client.submit(path + "/password", set, admin).status == 303)
            #expect(try await client.get("/dashboard/", session).status == 303)
            let other = try #require(await server.store.user(named: user.name))
            #expect(other.password.hash != user.password.hash && other.password.mustChange)
            #expect(try await client.confirm(path + "/disable", admin).status == 303)
            #expect(await server.store.user(named: user.name)?.isDisabled == true)
            let disabled = try await client.get(path, admin)
            let token = [("form_token", disabled.formToken ?? "")]
            #expect(disabled.text.contains("Enable zoe"))
            #expect(try await client.form(path + "/enable", token, admin).status == 303)
            #expect(await server.store.user(named: user.name)?.isDisabled == false)
        }
    }

    @Test func `lets administrators change neither superusers nor their own password here`()
        async throws
    {
        try await Self.with { server, client, admin in
            let page = try await client.get("/dashboard/user/root", admin)
            #expect(page.text.contains("by superusers only"))
            let token = [
                ("form_token", try await client.get(Self.list + "new", admin).formToken ?? "")
            ]
            for act in ["", "/password", "/disable", "/enable"] {
                let fields = token + [("password", Self.new), ("permissions", "erase")]
                let answer = try await client.form("/dashboard/user/root" + act, fields, admin)
                #expect([400, 403].contains(answer.status), "\(act)")
            }
            let own = [("password", Self.new)]
            let answer = try await client.submit("/dashboard/user/admin/password", own, admin)
            #expect(answer.status == 400)
            #expect(
                try await client.get("/dashboard/user/admin", admin).text.contains("Change your")
            )
            #expect(await server.events().isEmpty)
        }
    }

    @Test func `keeps the last superuser`() async throws {
        try await Self.with { server, client, _ in
            let root = try #require(await server.store.user(named: "root"))
            let cookie = try await server.cookie(of: root)
            let answer = try await client.confirm("/dashboard/user/root/disable", cookie)
            #expect(answer.status == 400)
            #expect(answer.notes.contains { $0.contains("last superuser") })
            #expect(await server.store.user(named: "root")?.isDisabled == false)
        }
    }
}
