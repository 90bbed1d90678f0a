import HTTPTypes
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct DashboardTests {
    private func server() async throws -> FigureServer {
        let server = try await FigureServer()
        let ada = "203.0.113.7"
        try await server.add(FigureServer.request("/a", 200), minutes: 5, user: "ada", ip: ada)
        try await server.add(FigureServer.request("/b", 500), minutes: 60, user: "ada", ip: ada)
        try await server.add(FigureServer.request("/b", 404), minutes: 61, ip: "203.0.113.8")
        try await server.add(FigureServer.request("/b", nil), minutes: 62)
        try await server.add(.page(PageDetail(path: "/home")), minutes: 70, user: "bob")
        try await server.add(FigureServer.failure(), minutes: 80, ip: "203.0.113.9")
        try await server.add(FigureServer.failure(), minutes: 81, ip: "203.0.113.9")
        try await server.add(FigureServer.failure(), minutes: 82)
        try await server.add(.login(LoginDetail(.login)), minutes: 83, user: "ada")
        try await server.add(.crud(CRUDDetail(.create, model: "order")), minutes: 84, user: "ada")
        try await server.add(
            .action(ActionDetail(.read)),
            minutes: 85,
            user: "eve",
            verified: false
        )
        try await server.add(FigureServer.request("/old", 500), minutes: 24 * 60 + 1, user: "bob")
        let other = try TenantID("other")
        try await server.add(
            FigureServer.request("/x", 500),
            minutes: 3,
            user: "zed",
            tenant: other
        )
        return server
    }

    @Test func `has the seed's members and shapes, and ours behind them`() async throws {
        let answer = try await self.server().get("dashboard/?interval=day")
        #expect(answer.status == 200)
        #expect(
            answer.text == #"{"period":"last_24h","crud_events":1,"login_events":4,"#
                + #""request_events":4,"cors_events":0,"system_events":0,"page_events":1,"#
                + #""action_events":1,"failed_logins":3,"unique_ips":3,"top_users":"#
                + #"[{"user__username":"User ada","count":4,"user":"ada"},"#
                + #"{"user__username":"User bob","count":1,"user":"bob"}],"#
                + #""top_urls":[{"url":"/b","count":3},{"url":"/a","count":1}],"#
                + #""top_paths":[{"path":"/home","count":1}],"#
                + #""failed_logins_by_ip":[{"remote_ip":"203.0.113.9","count":2}],"#
                + #""error_rate":50.0,"total_events":11,"errors":2,"#
                + #""outcomes":{"success":5,"denied":0,"failure":6},"#
                + #""responses":{"1xx":0,"2xx":1,"3xx":0,"4xx":1,"5xx":1,"none":1},"#
                + #""date_from":"2026-11-20T02:38:40.118744Z","date_to":null,"interval":"day","#
                + #""series":[{"time":"2026-11-20T00:00:00.000000Z","total":0,"requests":0,"#
                + #""errors":0,"failed_logins":0},"#
                + #"{"time":"2026-11-21T00:00:00.000000Z","total":11,"requests":4,"#
                + #""errors":2,"failed_logins":3}]}"#
        )
    }

    @Test func `shows every step of its window, the empty ones too`() async throws {
        let server = try await self.server()
        let day = try await server.get("dashboard/").json
        #expect(day["interval"].text == "hour")
        let hours = day["series"].elements
        #expect(hours.count == 25)
        #expect(hours.first?["time"].text == "2026-11-20T02:00:00.000000Z")
        #expect(hours.last?["time"].text == "2026-11-21T02:00:00.000000Z")
        #expect(hours.reduce(0) { $0 + ($1["total"].number ?? 0) } == 11)
        #expect(hours.reduce(0) { $0 + ($1["errors"].number ?? 0) } == 2)
        #expect(hours.reduce(0) { $0 + ($1["failed_logins"].number ?? 0) } == 3)
        let month = try await server.get("dashboard/?hours=720").json
        #expect(month["interval"].text == "day")
        #expect(month["series"].elements.count == 31)
        #expect(month["request_events"].number == 5)
    }

    @Test func `takes times instead of hours`() async throws {
        let server = try await self.server()
        let from = "date_from=2026-11-20T02:00:00Z"
        let both = try await server.get("dashboard/?\(from)&date_to=2026-11-20T03:00:00Z").json
        #expect(both["total_events"].number == 1)
        #expect(both["period"].text?.hasPrefix("2026-11-20T02:00:00.000000Z/2026-11-20T03") == true)
        #expect(both["top_urls"][0]["url"].text == "/old")
        #expect(both["series"].elements.count == 2)
        #expect(try await server.get("dashboard/?\(from)").json["total_events"].number == 12)
        let dayBefore = try await server.get("dashboard/?date_to=2026-11-20").json
        #expect(dayBefore["total_events"].number == 1)
        #expect(dayBefore["date_to"].text == "2026-11-20T23:59:59.999999Z")
        let hour = try await server.get("dashboard/?hours=1&date_to=2026-11-20T03:00:00Z").json
        #expect(hour["total_events"].number == 1)
    }

    // The seed answers 500 to some of these, and takes zero and negative hours.
    @Test(arguments: [
        ("hours=abc", "hours"), ("hours=99999999999", "hours"), ("hours=0", "hours"),
        ("hours=-1", "hours"), ("hours=", "hours"), ("hours=1.5", "hours"), ("hours=8785", "hours"),
        ("hours=%2B5", "hours"), ("date_from=yesterday", "date_from"),
        ("date_from=2026-11-22", "date_from"), ("date_from=2010-01-01", "date_from"),
        ("date_from=2026-11-02&date_to=2026-11-01", "date_to"), ("date_to=x", "date_to"),
        ("hours=5&date_from=2026-11-02", "hours"), ("interval=minute", "interval"),
        ("date_from=2025-01-01&interval=hour", "interval"), ("tenant_id=A%20B", "tenant_id"),
        ("hour=5", "hour"), ("hours=5&hours=6", "hours"), ("kind=page", "kind"),
    ])
    func `names the parameter that cannot be`(query: String, field: String) async throws {
        let answer = try await FigureServer().get("dashboard/?" + query)
        #expect(answer.status == 400)
        #expect(answer.errors.keys.sorted() == [field])
    }

    @Test func `shows zeros where nothing happened`() async throws {
        let answer = try await FigureServer().get("dashboard?hours=8784&interval=hour").json
        #expect(answer["error_rate"].number == 0)
        #expect(answer["total_events"].number == 0)
        #expect(answer["top_users"].elements.isEmpty)
        #expect(answer["series"].elements.count == 8_785)
    }

    @Test func `shows own events only to those who may see no others`() async throws {
        let server = try await self.server()
        try await server.server.run(authenticators: [Ada()]) { client in
            let own = try await client.get("/api/activity/dashboard/", token: "view_logs").json
            #expect(own["total_events"].number == 4)
            #expect(own["failed_logins"].number == 0)
            #expect(own["unique_ips"].number == 1)
            #expect(own["top_users"].elements.map { $0["user"].text } == ["ada"])
            #expect(own["top_urls"].elements.count == 2)
            #expect(own["error_rate"].number == 50)
            let all = try await client.get("/api/activity/dashboard/", token: "view_all_logs")
            #expect(all.json["total_events"].number == 11)
            let other = "/api/activity/dashboard/?tenant_id=other"
            #expect(try await client.get(other, token: "view_all_logs").status == 403)
            let theirs = try await client.get(other, token: "superuser").json
            #expect(theirs["total_events"].number == 1)
            #expect(theirs["top_users"][0]["user"].text == "zed")
        }
    }
}
