import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct HoldPageTests {
    private static let list = "/dashboard/holds/"

    @Test func `places a hold by filters and releases it, and seals each`() async throws {
        let server = try TestServer()
        try await server.record(days: 3)
        let grace = try await server.manager()
        try await server.run { client in
            #expect(try await client.get(Self.list, grace).text.contains("No holds yet"))
            let fields = [
                ("reason", "case 7"), ("filters.kind", "page"),
                ("filters.date_from", "2026-11-20T00:00"), ("filters", "colour=red\r\n"),
                ("filters.user_id", ""),
            ]
            let odd = try await client.submit(Self.list + "new", fields, grace)
            #expect(odd.status == 400)
            #expect(odd.notes.contains { $0.contains("filters.colour") })
            #expect(odd.text.contains(#"value="2026-11-20T00:00""#))
            let right = fields.filter { $0.0 != "filters" }
            let placed = try await client.submit(Self.list + "new", right, grace)
            #expect(placed.status == 303, "\(placed.text)")
            let hold = try #require(await server.store.holds().first)
            #expect(hold.filters == ["kind": "page", "date_from": "2026-11-20T00:00:00Z"])
            let path = Self.list + hold.id.description
            let shown = try await client.get(path, grace.and(placed.cookies))
            #expect(shown.text.contains("It covers 2 events now."))
            let page = try await client.get(path + "/release", grace)
            #expect(page.text.contains("<dt>Events it covers</dt><dd>2</dd>"))
            #expect(try await client.confirm(path + "/release", grace).status == 303)
            #expect(await server.store.holds().first?.release?.by == "grace")
            #expect(try await client.get(path, grace).text.contains("released"))
            #expect(try await client.get(path + "/release", grace).status == 409)
        }
        #expect(
            await server.retentionActions() == ["retention.hold_placed", "retention.hold_released"]
        )
    }

    @Test func `fills in the filters of its address`() async throws {
        let server = try TestServer()
        let grace = try await server.manager()
        try await server.run { client in
            let query = "?user_id=ada&kind=login&outcome=denied"
            let page = try await client.get(Self.list + "new" + query, grace)
            #expect(page.text.contains(#"name="filters.user_id" value="ada""#))
            #expect(page.text.contains(#"<option value="login" selected>"#))
            #expect(page.text.contains(">outcome=denied</textarea>"))
        }
    }

    @Test func `says which line is none`() async throws {
        let server = try TestServer()
        let grace = try await server.manager()
        try await server.run { client in
            for lines in ["nothing", "=x", "url=/a\nurl=/b"] {
                let fields = [("reason", "case 7"), ("filters", lines)]
                let answer = try await client.submit(Self.list + "new", fields, grace)
                #expect(answer.status == 400)
                #expect(answer.fieldErrors.count == 1)
            }
        }
        #expect(await server.store.holds().isEmpty)
    }
}
