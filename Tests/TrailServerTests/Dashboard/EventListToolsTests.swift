import HTTPTypes
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct EventListToolsTests {
    private static let host = "/dashboard/"

    /// Where the link to a hold leads; `nil` where there is none.
    private static func hold(_ answer: Answer) -> String? {
        let before = answer.text.split(separator: "\">Hold these…</a>")
        guard before.count == 2, let start = before[0].ranges(of: "href=\"").last else {
            return nil
        }
        return String(before[0][start.upperBound...]).replacing("&amp;", with: "&")
    }

    private static func offersErasure(_ answer: Answer) -> Bool {
        answer.text.contains("Erase these…")
    }

    @Test func `leads from a filtered list to a hold on what it shows`() async throws {
        let dashboard = try await DashboardServer(
            events: 60,
            permissions: [.viewAllLogs, .manageRetention]
        )
        try await dashboard.run { client, cookie in
            let path = "request-events/?method=GET&date_to=2100-01-01&remote_ip=192.0.2.0%2F24"
            let list = try await client.get(Self.host + path, cookie)
            #expect(list.text.contains("Export these</summary>"))
            #expect(!Self.offersErasure(list))
            let link = try #require(Self.hold(list))
            #expect(
                link == "../holds/new/?date_to=2100-01-01&kind=request&method=GET"
                    + "&remote_ip=192.0.2.0%2F24"
            )
            let form = try await client.get(Self.host + link.dropFirst(3), cookie)
            #expect(form.text.contains(#"name="filters.remote_ip" value="192.0.2.0/24""#))
            #expect(form.text.contains(#"<option value="request" selected>"#))
            // A date alone means its last moment, which no field for a time can say.
            #expect(form.text.contains(">date_to=2100-01-01\nmethod=GET</textarea>"))
        }
    }

    @Test func `says by a time what counts from now`() async throws {
        let dashboard = try await DashboardServer(
            permissions: [.viewAllLogs, .manageRetention]
        )
        try await dashboard.run { client, cookie in
            let list = try await client.get(Self.host + "events/?last_hours=2", cookie)
            let from = TestServer.now.advanced(by: .seconds(-7_200)).description
            let asked = QueryText.make([("date_from", from)])
            #expect(Self.hold(list) == "../holds/new/" + asked)
        }
    }

    @Test func `leads from a filtered list to an erasure of what it shows`() async throws {
        let dashboard = try await DashboardServer(
            events: 1_000,
            permissions: [.viewAllLogs, .erase]
        )
        dashboard.server.clock.advance(by: .seconds(60))
        try await dashboard.run { client, cookie in
            let query = "?method=GET&user_id=alice"
            let count = try await client.get("/api/activity/request-events/" + query, cookie).ids
                .count
            #expect(count > 0)
            let list = try await client.get(Self.host + "request-events/" + query, cookie)
            #expect(Self.hold(list) == nil)
            #expect(Self.offersErasure(list))
            let path = Self.host + "erasures/new"
            let form = try await client.form(path, list.hidden, cookie)
            #expect(form.status == 200)
            #expect(form.notes.isEmpty && form.fieldErrors.isEmpty, "\(form.notes)")
            #expect(form.text.contains(#"<details class="group" open>"#))
            #expect(form.text.contains(#"<option value="request" selected>"#))
            #expect(form.text.contains(">method=GET\nuser_id=alice</textarea>"))
            #expect(form.text.contains(#"name="actor_id" value="""#))
            let sent = [
                ("actor_id", ""), ("actor_type", ""), ("filters.kind", "request"),
                ("filters", "method=GET\nuser_id=alice"), ("reason", "demand 9"),
                ("sections", "who"),
            ]
            let preview = try await client.form(path, form.hidden + sent, cookie)
            #expect(preview.status == 200)
            #expect(preview.text.contains("Erase \(count) events"), "\(preview.notes)")
        }
    }

    @Test(arguments: [
        // Everything.
        "events/", "request-events/", "events/?ordering=datetime",
        // What no filter of the timeline says.
        "slow-requests/?threshold_ms=5&method=GET", "crud-events/?content_type=order",
        // What cannot be.
        "request-events/?response_status__gte=many",
    ])
    func `offers nothing where filters do not say what is shown`(path: String) async throws {
        let dashboard = try await DashboardServer(
            events: 10,
            permissions: [.viewAllLogs, .manageRetention, .erase]
        )
        try await dashboard.run { client, cookie in
            let list = try await client.get(Self.host + path, cookie)
            #expect(Self.hold(list) == nil && !Self.offersErasure(list), "\(list.text)")
        }
    }

    @Test func `holds nothing by words, which may be erased`() async throws {
        let dashboard = try await DashboardServer(
            events: 10,
            permissions: [.viewAllLogs, .manageRetention, .erase]
        )
        try await dashboard.run { client, cookie in
            let list = try await client.get(Self.host + "events/?search=order", cookie)
            #expect(Self.hold(list) == nil && Self.offersErasure(list))
        }
    }

    @Test(
        arguments: [
            [.viewAllLogs], [.viewLogs, .manageRetention, .erase],
        ] as [Set<Principal.Permission>]
    )
    func `offers it to nobody else`(permissions: Set<Principal.Permission>) async throws {
        let dashboard = try await DashboardServer(events: 10, permissions: permissions)
        try await dashboard.run { client, cookie in
            let list = try await client.get(Self.host + "request-events/?method=GET", cookie)
            #expect(list.status == 200)
            #expect(Self.hold(list) == nil && !Self.offersErasure(list))
        }
    }
}
