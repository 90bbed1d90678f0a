import HTTPTypes
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct DashboardPagesTests {
    @Test func `counts on the overview what the API counts, and leads to it`() async throws {
        let dashboard = try await DashboardServer(events: 300)
        let token = try await dashboard.server.token([.read])
        try await dashboard.run { client, cookie in
            let figures = try await client.get("/api/activity/dashboard/?hours=168", token: token)
            let page = try await client.get("/dashboard/?hours=168", cookie)
            #expect(page.status == 200)
            let total = try #require(figures.json["total_events"].number)
            #expect(total > 0)
            #expect(page.text.contains(">\(NumberText.grouped(total))</a>"))
            #expect(page.text.contains("<title id=\"chart-title\">Events by hour</title>"))
            #expect(page.text.contains("The same as a table"))
            #expect(page.text.contains(#"href="./request-events/?response_status__gte=400&amp;"#))
        }
    }

    @Test func `says on the overview what to do where nothing was recorded`() async throws {
        let dashboard = try await DashboardServer()
        try await dashboard.run { client, cookie in
            let page = try await client.get("/dashboard/", cookie)
            #expect(page.text.contains("Nothing was recorded in this time"))
            #expect(!page.text.contains("<svg viewBox=\"0 0 1000"))
        }
    }

    @Test func `refuses parameters that there are not`() async throws {
        let dashboard = try await DashboardServer()
        try await dashboard.run { client, cookie in
            for path in ["?hours=abc", "?no=1", "error-rates/?hours=0", "suspects/?threshold=x"] {
                let page = try await client.get("/dashboard/" + path, cookie)
                #expect(page.status == 400, "\(path)")
                #expect(page.text.contains("<h1>Invalid input</h1>"), "\(path)")
            }
        }
    }

    @Test func `shows addresses from which many logins failed`() async throws {
        let dashboard = try await DashboardServer()
        for minute in 1...6 {
            var draft = Event.Draft(.login(LoginDetail(.failed, username: "user\(minute)")))
            draft.occurredAt = TestServer.now.advanced(by: .seconds(-60 * Int64(minute)))
            draft.context.ip = "203.0.113.9"
            let event = try Event(draft, tenant: .default, now: TestServer.now)
            _ = try await dashboard.server.store.append(
                AppendRequest([EncodedEvent(event, stated: [])])
            )
        }
        try await dashboard.run { client, cookie in
            let page = try await client.get("/dashboard/suspects/", cookie)
            #expect(page.text.contains(">203.0.113.9</code>"))
            #expect(page.text.contains("user1"))
            let none = try await client.get("/dashboard/suspects/?threshold=7", cookie)
            #expect(none.text.contains("No address stands out"))
        }
    }

    @Test func `shows the history of an object and of an actor`() async throws {
        let dashboard = try await DashboardServer()
        for (id, user) in [("1", "ada"), ("2", "ada"), ("1", "bob")] {
            var draft = Event.Draft(.crud(CRUDDetail(.update, model: "order")))
            draft.targets = [Event.Target(type: "order", id: id)]
            draft.actor = Event.Actor(type: .user, id: user, isVerified: true)
            let event = try Event(draft, tenant: .default, now: TestServer.now)
            _ = try await dashboard.server.store.append(
                AppendRequest([EncodedEvent(event, stated: [])])
            )
        }
        try await dashboard.run { client, cookie in
            func rows(_ path: String) async throws -> Int {
                let answer = try await client.get("/dashboard/" + path, cookie)
                #expect(answer.status == 200, "\(path)")
                return answer.text.split(separator: "data-id=").count - 1
            }
            #expect(try await rows("object/?type=order&id=1") == 2)
            #expect(try await rows("object/?type=player&id=1") == 0)
            #expect(try await rows("actor/?id=ada") == 2)
            #expect(try await rows("actor/?id=ada&kind=login") == 0)
            let ask = try await client.get("/dashboard/object/", cookie)
            #expect(ask.text.contains("Which object?"))
        }
    }

    @Test func `purges in two steps, only what was counted`() async throws {
        let dashboard = try await DashboardServer(events: 60, isSuperuser: true) {
            $0.allowsPurge = true
        }
        dashboard.server.clock.advance(by: .seconds(1))
        let logins = await dashboard.server.events().filter { $0.header.kind == .login }.count
        try await dashboard.run { client, cookie in
            let list = try await client.get("/dashboard/login-events/", cookie)
            #expect(list.text.contains("Purge…"))
            let page = "/dashboard/login-events/purge/"
            let asked = try await client.get(page, cookie)
            #expect(asked.text.contains("Purge \(logins) events"))
            let token = try #require(asked.formToken)
            let parts = asked.text.split(separator: "name=\"confirm\" value=\"")
            let confirm = String(try #require(parts.last).prefix { $0 != "\"" })
            var fields = [("form_token", token), ("confirm", confirm)]
            #expect(try await client.form(page, fields, cookie).status == 400)
            fields.append(("understood", "true"))
            let other = try await client.form("/dashboard/page-events/purge/", fields, cookie)
            #expect(other.status == 400)
            let done = try await client.form(page, fields, cookie)
            #expect(done.status == 303)
            #expect(done.location == "../../login-events/")
        }
        let left = await dashboard.server.events().filter { $0.header.kind == .login }
        #expect(left.isEmpty)
    }

    @Test func `does not purge where that is not allowed`() async throws {
        let dashboard = try await DashboardServer(events: 10, isSuperuser: true)
        try await dashboard.run { client, cookie in
            let list = try await client.get("/dashboard/login-events/", cookie)
            #expect(!list.text.contains("Purge…"))
            let page = try await client.get("/dashboard/login-events/purge/", cookie)
            #expect(page.status == 403)
            #expect(page.text.contains("admin.allow-purge"))
        }
    }

    @Test func `keeps another tenant on the way from its ledger and its histories`() async throws {
        let other = try TenantID("other")
        let dashboard = try await DashboardServer(isSuperuser: true)
        try await dashboard.server.fill(20, tenant: other)
        try await dashboard.run { client, cookie in
            let page = "/dashboard/integrity/?tenant_id=other"
            var answer = try await client.get(page, cookie)
            while !answer.text.contains("Verify the whole ledger") {
                try await Task.sleep(for: .milliseconds(2))
                answer = try await client.get(page, cookie)
            }
            let token = try #require(answer.formToken)
            _ = try await client.form(page, [("form_token", token)], cookie)
            while !answer.text.contains(">intact</span>") {
                try await Task.sleep(for: .milliseconds(2))
                answer = try await client.get(page, cookie)
            }
            let run = await dashboard.server.events(of: other).last
            let id = try #require(run?.header.id)
            let link = #"href="../events/\#(id)/?tenant_id=other""#
            #expect(answer.text.contains(link))
            for path in ["actor/?tenant_id=other", "object/?tenant_id=other&type=a&id=b"] {
                let history = try await client.get("/dashboard/" + path, cookie)
                let kept = #"<input type="hidden" name="tenant_id" value="other">"#
                #expect(history.text.contains(kept), "\(path)")
            }
            let own = try await client.get("/dashboard/actor/", cookie)
            #expect(!own.text.contains(#"name="tenant_id""#))
        }
    }

    @Test func `shows a row whatever number somebody has put into it`() async throws {
        let dashboard = try await DashboardServer()
        var draft = Event.Draft(.request(RequestDetail(method: "GET", url: "/altered")))
        draft.id = EventID(Sample.id(5))
        let event = try Event(draft, tenant: .default, now: TestServer.now)
        let server = dashboard.server
        _ = try await server.store.append(AppendRequest([EncodedEvent(event, stated: .all)]))
        await server.store.tamper(with: .default) { ledger in
            guard let row = ledger.rows[0] else { return }
            let most = #"{"detail":{"duration_us":9223372036854775000,"method":"GET","url":"/x"}}"#
            var sections = row.event.sections
            sections.what = .sealed(text: Array(most.utf8), salt: .random())
            let altered = SealedEvent(
                index: row.event.index,
                recordedAt: row.event.recordedAt,
                leaf: row.event.leaf,
                header: row.event.header,
                sections: sections
            )
            ledger.rows[0] = LedgerEntry(event: altered, columns: row.columns)
        }
        try await dashboard.run { client, cookie in
            for path in ["request-events/", "events/", "events/\(Sample.id(5))/"] {
                let page = try await client.get("/dashboard/" + path, cookie)
                #expect(page.status == 200, "\(path)")
                #expect(page.text.contains("tampered"), "\(path)")
            }
        }
    }

    @Test func `verifies the ledger beside the server, and seals what it came to`() async throws {
        let dashboard = try await DashboardServer(events: 40)
        try await dashboard.run { client, cookie in
            let page = "/dashboard/integrity/"
            var answer = try await client.get(page, cookie)
            while answer.formToken == nil || !answer.text.contains("Verify the whole ledger") {
                try await Task.sleep(for: .milliseconds(2))
                answer = try await client.get(page, cookie)
            }
            #expect(answer.text.contains("Not verified from here yet"))
            let token = try #require(answer.formToken)
            let asked = try await client.form(page, [("form_token", token)], cookie)
            #expect(asked.status == 303)
            _ = try await dashboard.server.events(.system, atLeast: 1)
            while !answer.text.contains(">intact</span>") {
                try await Task.sleep(for: .milliseconds(2))
                answer = try await client.get(page, cookie)
            }
            #expect(answer.text.contains(">viewer</a>"))
            #expect(answer.text.contains(#"<td data-title="Events" class="number">40"#))
        }
    }
}
