import HTTPTypes
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct PolicyPageTests {
    private static let list = "/dashboard/retention/"

    private static func make(
        _ name: String,
        days: Int,
        _ client: TestClient,
        _ cookie: HTTPFields,
        kind: String = "page"
    ) async throws -> String {
        let fields = [
            ("name", name), ("event_type", kind), ("retain_days", "\(days)"), ("is_active", "true"),
        ]
        let made = try await client.submit(Self.list + "new", fields, cookie)
        #expect(made.status == 303, "\(made.text)")
        let id = try #require(made.location?.split(separator: "/").last)
        return Self.list + id
    }

    @Test func `makes, changes and deletes a policy by forms, and seals each`() async throws {
        let server = try TestServer()
        let grace = try await server.manager()
        try await server.run { client in
            #expect(try await client.get(Self.list, grace).text.contains("No policies yet"))
            let path = try await Self.make("pages", days: 30, client, grace)
            let policy = try #require(await server.store.policies().first)
            #expect(policy.scope == RetentionPolicy.Scope(tenant: .default, kind: .page))
            #expect(policy.retainDays == 30 && policy.isActive)
            let shown = try await client.get(path, grace)
            #expect(shown.text.contains(#"value="30""#))
            #expect(shown.text.contains(#"<option value="page" selected>"#))
            let changed = try await client.submit(
                path,
                [("name", "pages"), ("event_type", "all"), ("retain_days", "60")],
                grace
            )
            #expect(changed.status == 303)
            let stored = try #require(await server.store.policies().first)
            #expect(stored.retainDays == 60 && !stored.isActive && stored.scope.kind == nil)
            let deleted = try await client.confirm(path + "/delete", grace)
            #expect(deleted.status == 303)
            let list = try await client.get(Self.list, grace.and(deleted.cookies))
            #expect(list.text.contains("The policy pages was deleted."))
            #expect(await server.store.policies().isEmpty)
        }
        #expect(
            await server.retentionActions() == [
                "retention.policy_created", "retention.policy_changed", "retention.policy_deleted",
            ]
        )
        #expect(await server.events().allSatisfy { $0.text(.who).contains("grace") })
    }

    @Test func `says beside the fields what is wrong`() async throws {
        let server = try TestServer()
        let grace = try await server.manager()
        try await server.run { client in
            _ = try await Self.make("taken", days: 30, client, grace)
            for (name, days, reason) in [
                ("taken", "5", "The name is taken."), ("", "5", "required"), ("x", "0", "36500"),
                ("x", "ten", "whole number"), ("x", "", "required"),
            ] {
                let fields = [("name", name), ("event_type", "all"), ("retain_days", days)]
                let answer = try await client.submit(Self.list + "new", fields, grace)
                #expect(answer.status == 400)
                #expect(answer.fieldErrors.count == 1, "\(name) \(days)")
                #expect(answer.fieldErrors.first?.contains(reason) == true, "\(name) \(days)")
                #expect(answer.text.contains(#"value="\#(days)""#))
            }
        }
        #expect(await server.store.policies().count == 1)
    }

    @Test func `runs a policy after counting, and nothing that has changed meanwhile`()
        async throws
    {
        let server = try TestServer()
        try await server.record(days: 10)
        let grace = try await server.manager()
        try await server.run { client in
            let path = try await Self.make("pages", days: 4, client, grace)
            let first = try await client.get(path + "/run", grace)
            #expect(first.text.contains("Remove 5 events"))
            #expect(await server.left()[.page] == 10)
            let shorter = [
                ("name", "pages"), ("event_type", "page"), ("retain_days", "2"),
                ("is_active", "true"),
            ]
            server.clock.advance(by: .seconds(1))
            #expect(try await client.submit(path, shorter, grace).status == 303)
            let confirmed = first.hidden + [("understood", "true")]
            let stale = try await client.form(path + "/run", confirmed, grace)
            #expect(stale.status == 400)
            #expect(stale.text.contains("Remove 8 events"))
            #expect(await server.left()[.page] == 10)
            let run = try await client.confirm(path + "/run", grace)
            #expect(run.status == 303)
            let page = try await client.get(path, grace.and(run.cookies))
            #expect(page.text.contains("8 events were removed."))
            #expect(await server.left()[.page] == 2)
            #expect(await server.left()[.login] == 10)
        }
        #expect(await server.retentionActions().last == "retention.rows_removed")
        #expect(try await server.findings() == [])
    }

    @Test func `counts what other policies would remove once it is gone`() async throws {
        let server = try TestServer()
        try await server.record(days: 10)
        let grace = try await server.manager()
        try await server.run { client in
            let path = try await Self.make("pages", days: 30, client, grace)
            let alone = try await client.get(path + "/delete", grace)
            #expect(alone.text.contains("No other policy is for its events"))
            _ = try await Self.make("everything", days: 4, client, grace, kind: "all")
            let page = try await client.get(path + "/delete", grace)
            #expect(page.text.contains("everything (4 days)"))
            #expect(
                page.text.contains(
                    "<dt>Would go with the next daily run</dt><dd>5</dd>"
                )
            )
        }
        #expect(await server.left()[.page] == 10)
    }

    @Test func `lets superusers alone decide for all tenants`() async throws {
        let server = try TestServer()
        let grace = try await server.manager()
        let root = try await server.superuser()
        try await server.run { client in
            let fields = [("name", "all"), ("event_type", "all"), ("retain_days", "9")]
            let other = fields + [("tenant_id", "other")]
            _ = try await client.submit(Self.list + "new", other, grace)
            #expect(await server.store.policies().map(\.scope.tenant) == [.default])
            _ = try await client.submit(Self.list + "new", fields, root)
            #expect(await server.store.policies().contains { $0.scope.tenant == nil })
            let list = try await client.get(Self.list, root)
            #expect(list.text.contains("all tenants"))
            #expect(try await client.get(Self.list + "?tenant_id=other", grace).status == 403)
        }
    }
}
