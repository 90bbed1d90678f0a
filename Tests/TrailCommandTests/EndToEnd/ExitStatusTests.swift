import Foundation
import Testing

/// What each command answers to whoever looks at its exit status: scripts, timers, monitoring.
@Suite struct ExitStatusTests {
    /// A command line on a store of 20 events, what it exits with, and a part of what it says.
    struct Row: Sendable, CustomTestStringConvertible {
        let line: String
        let status: Int32
        let says: String

        init(_ line: String, _ status: Int32, _ says: String = "") {
            self.line = line
            self.status = status
            self.says = says
        }

        var testDescription: String { "trail \(self.line)" }
    }

    private static let done = [
        Row("--help", 0, "SUBCOMMANDS"),
        Row("help user create", 0, "USAGE: trail user create"),
        Row("verify", 0, "intact"),
        Row("verify_log_integrity --model LoginEvent --json", 0, #""intact":true"#),
        Row("verify --fix", 0, "intact"),
        Row("export --format csv", 0, "id,"),
        Row("export --kind login --filter last_hours=1", 0),
        Row("user list --json", 0),
        Row("token list --json", 0),
        Row("hold list --json", 0),
        Row("dead-letters --json", 0),
        Row("dead-letters --retry", 0, "0 of 0"),
        Row("keys", 0, "+"),
        Row("keys show --json", 0, #""heads":"#),
        Row("config", 0, "http.port = 8080  (default)"),
        Row("config --json", 0, #""key":"http.port""#),
        Row("config --reference", 0, "# Settings"),
        Row("doctor --json", 0, #""ok":true"#),
        Row("migrate --json", 0, #""migrations":["#),
        Row("cleanup --days 36500", 0, "removed 0 events"),
        Row("cleanup_logs --days 30 --event-type login --dry-run", 0, "would remove"),
        Row("cleanup --dry-run --json", 0),
        Row("manual", 0, ".TH TRAIL 1"),
    ]

    private static let refused = [
        Row("nonsense", 2, "Unexpected argument 'nonsense'"),
        Row("serve --nonsense", 2, "nonsense"),
        Row("serve --http-port many", 2, "http.port"),
        Row("serve --http-prot 1", 2, "did you mean --http-port?"),
        Row("serve --store-url redis:x", 2, "redis:"),
        Row("serve --store-url", 2, "store.url"),
        Row("verify --tenant nobody", 2, "no ledger of a tenant 'nobody'"),
        Row("verify --model Cup", 2, "--model"),
        Row("verify --workers some", 2, "--workers"),
        Row("verify --from-checkpoint nowhere", 2, "nowhere"),
        Row("verify --store-url sqlite:nowhere.sqlite", 2, "there is no store at nowhere.sqlite"),
        Row("verify --signing-key nowhere.key", 2, "nowhere.key"),
        Row("verify --config nowhere.yaml", 2, "nowhere.yaml"),
        Row("export --format pdf", 2, "--format"),
        Row("export --kind cup", 2, "--kind"),
        Row("export --filter nothing=1", 2, "--filter"),
        Row("export --filter novalue", 2, "name=value"),
        Row("export --filter page=2", 2, "page"),
        Row("export --output no/such/folder.csv", 2, "no/such/folder.csv"),
        Row("demo --events 0", 2, "--events"),
        Row("demo --days 99999", 2, "--days"),
        Row("user", 0, "USAGE"),
        Row("user create", 2, "Missing expected argument"),
        Row("user create ada", 2, "no password was given"),
        Row("user create ada --permission fly", 2, "--permission"),
        Row("user grant ada erase", 2, "there is no user called 'ada'"),
        Row("user revoke ada", 2, "is expected"),
        Row("user disable ada", 2, "there is no user called 'ada'"),
        Row("token create --name x", 2, "--scope"),
        Row("token create --name x --scope fly", 2, "--scope"),
        Row("token create --name x --scope read --expires-in soon", 2, "--expires-in"),
        Row("token revoke nobody", 2, "there is no token called 'nobody'"),
        Row("keys accept-head nobody", 2, "nobody"),
        Row("keys accept-head", 2, "--yes"),
        Row("config --from-django nowhere.json", 2, "nowhere.json"),
        Row("config --list --reference", 2, "exclude each other"),
        Row("config --output x", 2, "--from-django"),
        Row("cleanup --days 0", 2, "--days"),
        Row("cleanup --event-type login", 2, "--days"),
        Row("cleanup --days 9 --event-type cup", 2, "--event-type"),
        Row("cleanup --days 9 --tenant nobody", 2, "nobody"),
        Row("hold add", 2, "--reason"),
        Row("hold add --reason r --filter nothing=1", 2, "--filter"),
        Row("hold release nobody", 2, "there is no hold 'nobody'"),
        Row("dead-letters --discard", 2, "--id"),
        Row("track nowhere.sqlite", 2, "table is expected"),
        Row("track nowhere.sqlite t", 2, "no database"),
        Row("untrack nowhere.sqlite t", 2, "no database"),
        Row("doctor --tracked nowhere.sqlite", 2, "no database"),
    ]

    private static let attention = [
        Row("doctor --store-url sqlite:nowhere.sqlite", 1, "FAIL store"),
        Row("doctor --signing-key nowhere.key", 1, "FAIL signing key"),
    ]

    @Test func `every command exits as it says`() async throws {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "20").status == 0)
        for row in Self.done + Self.refused + Self.attention {
            let words = row.line.split(separator: " ").map(String.init)
            let result = try await installation.trail(words)
            let said = result.output + result.errors
            #expect(result.status == row.status, "trail \(row.line)\n\(said)")
            let isSaid = row.says.isEmpty || said.localizedCaseInsensitiveContains(row.says)
            #expect(isSaid, "trail \(row.line)\n\(said)")
            // A sentence for a person, and nothing that a program would take for a result.
            if row.status == 2 { #expect(result.output.isEmpty, "trail \(row.line)") }
        }
    }

    @Test func `results of --json are objects, a line each`() async throws {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "20").status == 0)
        let made = try await installation.trail(
            ["token", "create", "--name", "x", "--scope", "read,ingest", "--json"]
        )
        #expect(try Installation.members(made.output)["scope"] == "ingest,read")
        for row in Self.done where row.line.contains("--json") {
            let words = row.line.split(separator: " ").map(String.init)
            for line in try await installation.trail(words).lines {
                let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
                #expect(value is [String: Any], "trail \(row.line)")
            }
        }
    }

    @Test func `a store that was altered is a 1, and one that cannot be read a 2`() async throws {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "20").status == 0)
        try installation.copyDatabase(from: "trail.sqlite", to: "before.sqlite")
        #expect(try await installation.trail("demo", "--events", "20").status == 0)
        try installation.copyDatabase(from: "before.sqlite", to: "trail.sqlite")
        let cut = try await installation.trail("verify")
        #expect(cut.status == 1)
        #expect(cut.output.contains("TAMPERED WITH"))
        #expect(try await installation.trail("doctor").status == 1)
        try Data("no database".utf8).write(to: installation.file("trail.sqlite"))
        #expect(try await installation.trail("verify").status == 2)
    }
}
