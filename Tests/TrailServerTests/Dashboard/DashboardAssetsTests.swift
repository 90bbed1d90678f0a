import HTTPTypes
import Testing

@testable import TrailServer

@Suite struct DashboardAssetsTests {
    @Test func `are kept for ever under a name that holds their hash`() async throws {
        let server = try TestServer()
        let path = "/dashboard/" + DashboardAssets.standard.path(of: "dashboard.css")
        let answer = try await server.get(path)
        #expect(answer.status == 200)
        #expect(answer["Content-Type"] == "text/css; charset=utf-8")
        #expect(answer["Cache-Control"] == "public, max-age=31536000, immutable")
        #expect(answer.text == DashboardStyle.text)
        let tag = try #require(answer["ETag"])
        try await server.run { client in
            let again = try await client.get(path, [.ifNoneMatch: tag])
            #expect(again.status == 304)
            #expect(again.bytes.isEmpty)
            #expect(try await client.get("/dashboard/assets/dashboard.css").status == 404)
        }
    }

    @Test func `have other names when they change, and so have those that mention them`() {
        func names(_ text: String) -> [String] {
            let assets = DashboardAssets([
                .init(name: "a.js", type: "text/javascript", text: text),
                .init(name: "b.js", type: "text/javascript", text: #"import "./a.js";"#),
            ])
            return ["a.js", "b.js"].map { assets.path(of: $0) }
        }
        let (one, other) = (names("1"), names("2"))
        #expect(one[0] != other[0] && one[1] != other[1])
        #expect(one == names("1"))
    }

    @Test func `name no colour outside of the base part, so that dark and light are whole`() {
        for part in [
            DashboardStyle.layout, DashboardStyle.table, DashboardStyle.form,
            DashboardStyle.parts, DashboardStyle.chart,
        ] {
            #expect(part.firstMatch(of: /#[0-9a-f]{3,6};/) == nil)
        }
    }
}
