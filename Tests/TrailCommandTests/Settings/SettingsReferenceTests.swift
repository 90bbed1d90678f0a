import Foundation
import Testing

@testable import TrailCommand

@Suite struct SettingsReferenceTests {
    @Test func `the page is what the code says`() throws {
        try GeneratedFile.expect(SettingsReference.markdown, at: "docs/settings.md")
    }

    @Test func `every setting has its row, with type, default and variable`() {
        let rows = SettingsReference.markdown.split(separator: "\n").filter {
            $0.hasPrefix("| `") && $0.contains("`TRAIL_")
        }
        #expect(rows.count == SettingKey.all.count)
        #expect(
            rows.contains(
                "| `http.port` | whole number, 0 to 65535 | `8080` | `TRAIL_HTTP_PORT` "
                    + "| The port to listen on. |"
            )
        )
        // Nothing in a cell may end it.
        for row in rows { #expect(row.replacing("\\|", with: "").count { $0 == "|" } == 6) }
    }

    @Test func `every setting is one sentence`() {
        for key in SettingKey.all {
            #expect(key.summary.first?.isUppercase == true, "\(key.name)")
            #expect(key.summary.hasSuffix("."), "\(key.name)")
        }
    }

    @Test func `the tool prints it, and the list as JSON`() async throws {
        let installation = try Installation()
        let reference = try await installation.trail("config", "--reference")
        #expect(reference.status == 0)
        #expect(reference.output == SettingsReference.markdown)
        let listed = try await installation.trail("config", "--list", "--json")
        let port = try listed.lines.map { try Installation.members($0) }
            .first { $0["key"] == "http.port" }
        #expect(port?["variable"] == "TRAIL_HTTP_PORT")
        #expect(port?["option"] == "--http-port")
        #expect(port?["default"] == "8080")
    }
}
