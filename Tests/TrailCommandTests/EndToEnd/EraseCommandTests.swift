import Foundation
import Testing

@Suite struct EraseCommandTests {
    private static func row(_ user: String, _ word: String) -> String {
        #"{"kind":"page","who":{"type":"user","id":"\#(user)"},"#
            + #""what":{"detail":{"path":"/\#(word)"}}}"#
    }

    /// An installation that knows two people, and whose server has stopped.
    private static func installation() async throws -> Installation {
        let installation = try Installation()
        let token = try await installation.token(scope: "ingest")
        let server = try await RunningServer(installation)
        let rows = (0..<6).map { Self.row($0 % 2 == 0 ? "qxzvwk" : "bob", "word\($0 % 2)jhq") }
        let answer = try await server.http.post(
            "/api/activity/events/",
            "[\(rows.joined(separator: ","))]",
            ["Content-Type": "application/json", "Authorization": "Bearer \(token)"]
        )
        #expect((200..<300).contains(answer.status), "\(answer.body)")
        #expect(await server.stop() == 0)
        return installation
    }

    private static func files(
        _ installation: Installation,
        holding text: String
    ) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: installation.folder.path)
            .filter { $0.hasPrefix("trail.") }
            .filter { name in
                let data = try Data(contentsOf: installation.file(name))
                return data.range(of: Data(text.utf8)) != nil
            }
    }

    @Test func `says what would go, asks, and erases`() async throws {
        let installation = try await Self.installation()
        let words = ["erase", "--actor", "qxzvwk", "--reason", "demand 17"]
        let dry = try await installation.trail(words + ["--dry-run"])
        #expect(dry.status == 0)
        #expect(dry.lines.first == "3 events would be erased")
        #expect(dry.output.contains("page: 3"))
        #expect(try !Self.files(installation, holding: "qxzvwk").isEmpty)
        let unasked = try await installation.trail(words)
        #expect(unasked.status == 2)
        #expect(unasked.errors.contains("--yes"))
        let done = try await installation.trail(words + ["--yes", "--json"])
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.output.contains(#""count":3"#))
        #expect(done.output.contains(#""dry_run":false"#))
        #expect(try Self.files(installation, holding: "qxzvwk").isEmpty)
        #expect(try Self.files(installation, holding: "word0jhq").isEmpty)
        #expect(try !Self.files(installation, holding: "word1jhq").isEmpty)
        let verdict = try await installation.trail("verify")
        #expect(verdict.status == 0, "\(verdict.output)")
        let actions = try await installation.export().compactMap { $0["action"] }
        #expect(actions.contains("erasure.completed"))
        let again = try await installation.trail(words + ["--yes"])
        #expect(again.output.contains("0 events were erased"))
    }

    @Test func `refuses what it does not understand, and changes nothing`() async throws {
        let installation = try await Self.installation()
        let reason = ["--reason", "demand 17", "--yes"]
        for (words, part) in [
            ([], "--actor"), (["--actor", "a", "--filter", "user=a"], "exclude"),
            (["--actor", "a", "--actor-type", "god"], "--actor-type"),
            (["--filter", "nonsense"], "name=value"), (["--filter", "usr=a"], "usr"),
            (["--filter", "page=2"], "page"),
            (["--filter", "user=a", "--filter", "user=b"], "twice"),
            (["--actor", "a", "--section", "header"], "--section"),
            (["--actor", "a", "--tenant", "nobody"], "no ledger"),
            (["--actor", "demand"], "whom it is about"),
        ] {
            let result = try await installation.trail(["erase"] + words + reason)
            #expect(result.status == 2, "\(words) \(result.output)")
            #expect(result.errors.contains(part), "\(words) \(result.errors)")
        }
        #expect(try await installation.trail("erase", "--actor", "a").status == 2)
        #expect(try !Self.files(installation, holding: "qxzvwk").isEmpty)
    }
}
