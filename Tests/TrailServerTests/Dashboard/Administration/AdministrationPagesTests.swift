import HTTPTypes
import Testing
import Trail
import TrailTesting

@testable import TrailServer

/// What holds of all pages by which the log itself is run.
@Suite struct AdministrationPagesTests {
    private static let forms = RouteTable.administrationPages.filter { $0.needs[.post] != nil }
    private static let hostile = "<script>alert(\"1\")</script>"

    @Test func `accepts no form but the dashboard's own`() async throws {
        let server = try await RouteMatrixTests.server()
        let root = try #require(await server.store.user(named: "root"))
        let cookie = try await server.cookie(of: root)
        try await server.run { client in
            let token = try #require(
                try await client.get("/dashboard/tokens/new", cookie).formToken
            )
            for row in Self.forms {
                let bare = try await client.form(row.sample, [("understood", "true")], cookie)
                #expect(bare.status == 400, "\(row.path)")
                #expect(bare.text.contains("out of date"), "\(row.path)")
                var foreign = cookie
                foreign[.origin] = "https://evil.example"
                let sent = try await client.form(row.sample, [("form_token", token)], foreign)
                #expect(sent.status == 403, "\(row.path)")
            }
        }
        #expect(await server.events().count == Event.Kind.allCases.count)
    }

    @Test func `asks twice wherever something is taken away`() async throws {
        let server = try await RouteMatrixTests.server()
        let root = try #require(await server.store.user(named: "root"))
        let cookie = try await server.cookie(of: root)
        let confirming = Self.forms.filter { row in
            ["run", "delete", "release", "disable", "revoke"].contains {
                row.path.hasSuffix("/" + $0)
            }
        }
        #expect(confirming.count == 6)
        try await server.run { client in
            var shown: [(path: String, fields: [(String, String)])] = []
            for row in confirming {
                let page = try await client.get(row.sample, cookie)
                #expect(page.status == 200, "\(row.path)")
                #expect(page.text.contains("I have read what will happen"), "\(row.path)")
                let unticked = try await client.form(row.sample, page.hidden, cookie)
                #expect(unticked.status == 400, "\(row.path)")
                #expect(unticked.fieldErrors.count == 1, "\(row.path)")
                let ticked = [("understood", "true")]
                for token in ["", "AAAA", page.hidden.first { $0.0 == "form_token" }?.1 ?? ""] {
                    let forged = [("form_token", page.formToken ?? ""), ("confirm", token)]
                    let answer = try await client.form(row.sample, forged + ticked, cookie)
                    #expect(answer.status == 400, "\(row.path)")
                    #expect(answer.notes.contains { $0.contains("Nothing was done") })
                }
                shown.append((row.sample, page.hidden + ticked))
            }
            // Ten minutes later it is too late.
            server.clock.advance(by: .seconds(601))
            for (path, fields) in shown {
                let late = try await client.form(path, fields, cookie)
                #expect(late.status == 400, "\(path)")
            }
        }
        #expect(await server.events().count == Event.Kind.allCases.count)
    }

    @Test func `accepts no confirmation of somebody else`() async throws {
        let server = try await RouteMatrixTests.server()
        let all = Set(Principal.Permission.allCases)
        let one = try await server.cookie(of: server.addUser("one", all))
        let two = try await server.cookie(of: server.addUser("two", all))
        try await server.run { client in
            for act in ["user/ada/disable", "retention/\(RouteTable.policy)/delete"] {
                let path = "/dashboard/" + act
                let first = try await client.get(path, one)
                let confirm = first.hidden.filter { $0.0 == "confirm" }
                let token = try #require(try await client.get(path, two).formToken)
                let fields = confirm + [("form_token", token), ("understood", "true")]
                #expect(try await client.form(path, fields, two).status == 400, "\(act)")
            }
        }
        #expect(await server.events().count == Event.Kind.allCases.count)
    }

    @Test func `escapes what people have entered`() async throws {
        let server = try TestServer()
        let root = try await server.superuser()
        let policy = RetentionPolicy(
            id: RouteTable.policy,
            name: Self.hostile,
            retainDays: 3,
            createdAt: TestServer.now
        )
        try await server.store.add(policy)
        await server.store.add(
            LegalHold(
                id: RouteTable.hold,
                tenant: .default,
                filters: ["url": Self.hostile],
                reason: Self.hostile,
                createdBy: Self.hostile,
                createdAt: TestServer.now
            )
        )
        try await server.run { client in
            let policies =
                ["retention", "retention/\(policy.id)"]
                + ["run", "delete"].map {
                    "retention/\(policy.id)/\($0)"
                }
            let holds = ["holds", "holds/\(RouteTable.hold)", "holds/\(RouteTable.hold)/release"]
            let query = QueryText.make([("url", Self.hostile), ("user_id", Self.hostile)])
            for path in policies + holds + ["holds/new" + query] {
                let page = try await client.get("/dashboard/" + path, root)
                #expect(page.status == 200, "\(path)")
                #expect(page.text.contains("&lt;script&gt;alert(&quot;1"), "\(path)")
                #expect(!page.text.contains("<script>alert"), "\(path)")
            }
            let page = try await client.get("/dashboard/erasures/new", root)
            let sent = [
                ("form_token", page.formToken ?? ""), ("actor_id", Self.hostile),
                ("reason", Self.hostile), ("sections", "who"),
            ]
            let again = try await client.form("/dashboard/erasures/new", sent, root)
            #expect(!again.text.contains("<script>alert"))
            #expect(again.text.contains("&lt;script&gt;alert(&quot;1"))
        }
    }

    @Test func `shows the navigation what whoever asks may do`() async throws {
        let server = try TestServer()
        let manager = try await server.manager()
        let root = try await server.superuser()
        try await server.run { client in
            let own = try await client.get("/dashboard/retention/", manager)
            #expect(own.text.contains("Legal holds"))
            for title in ["Erasures", "Databases", "Users", "Tokens"] {
                #expect(!own.text.contains("\(title)</a>"), "\(title)")
                let all = try await client.get("/dashboard/retention/", root)
                #expect(all.text.contains("\(title)</a>"), "\(title)")
            }
        }
    }
}
