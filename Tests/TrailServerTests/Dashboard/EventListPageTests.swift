import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct EventListPageTests {
    private static let host = "/dashboard/"

    /// The ids of a page's rows.
    private static func ids(_ answer: Answer) -> [String] {
        answer.text.split(separator: "data-id=\"").dropFirst().map { String($0.prefix(36)) }
    }

    /// Where a link with this text leads, from `path`.
    private static func link(_ rel: String, _ answer: Answer, from path: String) -> String? {
        guard let start = answer.text.firstRange(of: "rel=\"\(rel)\" href=\"") else { return nil }
        let address = answer.text[start.upperBound...].prefix { $0 != "\"" }
        return path + address.replacing("&amp;", with: "&")
    }

    @Test func `shows what the API lists, page by page`() async throws {
        let dashboard = try await DashboardServer(events: 120)
        let token = try await dashboard.server.token([.read])
        try await dashboard.run { client, cookie in
            for path in ["events/", "request-events/"] {
                let all = try await client.get(
                    "/api/activity/\(path)?page_size=1000",
                    token: token
                ).ids
                var found: [String] = []
                var address: String? = Self.host + path
                while let next = address {
                    let page = try await client.get(next, cookie)
                    #expect(page.status == 200)
                    found += Self.ids(page)
                    address = Self.link("next", page, from: Self.host + path)
                }
                #expect(found == all)
            }
        }
    }

    @Test func `says the same at the same address, with every filter of it`() async throws {
        let dashboard = try await DashboardServer(events: 200)
        try await dashboard.run { client, cookie in
            let path =
                "request-events/?method=GET&response_status__gte=400&date_from="
                + "2026-11-01T00%3A00%3A00Z"
            let answer = try await client.get(Self.host + path, cookie)
            #expect(answer.status == 200)
            #expect(answer.text.contains(#"value="GET""#))
            #expect(answer.text.contains(#"value="400""#))
            #expect(answer.text.contains(#"value="2026-11-01T00:00:00""#))
            let export = #"export_csv/?method=GET&amp;response_status__gte=400&amp;date_from="#
            #expect(answer.text.contains(export))
            #expect(try await client.get(Self.host + path, cookie).text == answer.text)
        }
    }

    @Test func `makes a clean address of what a form sends`() async throws {
        let dashboard = try await DashboardServer()
        try await dashboard.run { client, cookie in
            let sent =
                "events/?search=&kind=login&date_from=2026-11-21T02%3A38&outcome="
                + "&date_to=2026-11-21T02%3A39%3A07"
            let answer = try await client.get(Self.host + sent, cookie)
            #expect(answer.status == 303)
            #expect(
                answer.location
                    == "../events/?kind=login&date_from=2026-11-21T02%3A38%3A00Z"
                    + "&date_to=2026-11-21T02%3A39%3A07.999999Z"
            )
            let again = try await client.get(
                Self.host + "events/?date_to=2026-11-21T02%3A39%3A07.999999Z",
                cookie
            )
            #expect(again.text.contains(#"value="2026-11-21T02:39:07""#))
        }
    }

    @Test func `marks the filters that cannot be, and looks for nothing`() async throws {
        let dashboard = try await DashboardServer(events: 10)
        try await dashboard.run { client, cookie in
            let wrong = try await client.get(
                Self.host + "request-events/?response_status__gte=many&no_such=1",
                cookie
            )
            #expect(wrong.status == 400)
            #expect(wrong.text.contains("aria-invalid=\"true\""))
            #expect(wrong.text.contains("A whole number from 100 to 999 is expected."))
            #expect(wrong.text.contains("no_such"))
            #expect(Self.ids(wrong).isEmpty)
        }
    }

    @Test func `says what to do where there is nothing`() async throws {
        let dashboard = try await DashboardServer()
        try await dashboard.run { client, cookie in
            let none = try await client.get(Self.host + "events/", cookie)
            #expect(none.text.contains("Nothing was recorded yet"))
            let filtered = try await client.get(Self.host + "events/?kind=login", cookie)
            #expect(filtered.text.contains("No event matches"))
            #expect(filtered.text.contains(#"href="../events/">Without filters"#))
        }
    }

    @Test func `hides lists that the configuration does not show`() async throws {
        let dashboard = try await DashboardServer { $0.dashboard.kinds = [.login] }
        try await dashboard.run { client, cookie in
            let page = try await client.get(Self.host, cookie)
            #expect(page.text.contains(#"href="./login-events/""#))
            #expect(!page.text.contains(">Requests</a></li>"))
        }
    }

    @Test func `offers superusers the tenant, and nobody else`() async throws {
        let viewer = try await DashboardServer()
        try await viewer.run { client, cookie in
            let page = try await client.get(Self.host + "events/", cookie)
            #expect(!page.text.contains("name=\"tenant_id\""))
            let other = try await client.get(Self.host + "events/?tenant_id=other", cookie)
            #expect(other.status == 403)
        }
        let root = try await DashboardServer(isSuperuser: true)
        try await root.run { client, cookie in
            let page = try await client.get(Self.host + "events/?tenant_id=other", cookie)
            #expect(page.status == 200)
            #expect(page.text.contains("name=\"tenant_id\""))
        }
    }
}
