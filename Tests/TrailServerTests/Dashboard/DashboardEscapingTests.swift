import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct DashboardEscapingTests {
    /// Signs of the hostile text with the marks beside them, as bytes.
    private static let marked = ["\u{0600}<", "\"\u{0301}", "'\u{0301}", "&\u{0301}"].map {
        Array($0.utf8)
    }

    @Test func `escapes signs that make one character with what stands beside them`() {
        let text = "\u{0600}<b>\u{0338} \"\u{0301} '\u{0301} &\u{FE0F}"
        let escaped = PageText().escapeText(text)
        let expected =
            "\u{0600}&lt;b&gt;\u{0338} &quot;\u{0301} &#39;\u{0301} &amp;\u{FE0F}"
        #expect(escaped.utf8.elementsEqual(expected.utf8))
        #expect(PageText().escapeText("plain ä") == "plain ä")
    }

    @Test func `shows hostile texts as texts, on every page`() async throws {
        let dashboard = try await DashboardServer(isSuperuser: true)
        try await dashboard.run { client, cookie in
            for answer in try await dashboard.addHostileEvents(client) {
                #expect(answer.status == 201, "\(answer.text)")
            }
            let ids = await dashboard.server.events().map { "events/\($0.header.id)/" }
            let hostile = DashboardServer.hostile
            let queries = ["search", "username", "tenant_id", "no_such"].map {
                "login-events/" + QueryText.make([($0, hostile)])
            }
            let named = [
                "object/" + QueryText.make([("type", hostile), ("id", hostile)]),
                "actor/" + QueryText.make([("id", hostile)]),
                "sign-in/" + QueryText.make([("next", hostile)]),
                "suspects/" + QueryText.make([("threshold", hostile)]),
            ]
            let lists =
                ["", "events/", "error-rates/", "slow-requests/", "suspects/?threshold=1"]
                + Event.Kind.allCases.map { "\($0.rawValue)-events/" }
            for path in lists + ids + queries + named {
                let answer = try await client.get("/dashboard/" + path, cookie)
                #expect(answer.status < 500, "\(path)")
                #expect(!answer.text.contains("<script>alert"), "\(path)")
                #expect(!answer.text.contains("<img"), "\(path)")
                for sign in Self.marked {
                    #expect(!answer.bytes.contains(sign), "\(path)")
                }
            }
            let page = try await client.get("/dashboard/" + ids[2], cookie)
            #expect(page.text.contains("&lt;script&gt;alert(&#39;x&#39;)"))
            // A text is never read as a template.
            #expect(page.text.contains("{{root}}"))
        }
    }

    @Test func `never leaves a text as it is`() {
        for view in DashboardTemplates.views {
            #expect(!view.template.contains("{{{"), "\(view.name)")
            #expect(!view.template.contains("{{&"), "\(view.name)")
            #expect(!view.template.contains(" style="), "\(view.name)")
            #expect(view.template.firstMatch(of: /\son[a-z]+=/) == nil, "\(view.name)")
        }
        let names = DashboardTemplates.views.map { $0.name }
        #expect(Set(names).count == names.count)
    }
}
