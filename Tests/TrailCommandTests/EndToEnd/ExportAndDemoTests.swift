import Foundation
import Testing

@Suite struct ExportAndDemoTests {
    @Test func `exports the same events as NDJSON, JSON and CSV`() async throws {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "500", "--seed", "7").status == 0)
        let events = try await installation.export()
        #expect(events.count == 500)
        let written = try await installation.trail(
            "export",
            "--format",
            "json",
            "--output",
            "all.json"
        )
        #expect(written.status == 0)
        let data = try Data(contentsOf: installation.file("all.json"))
        let array = try JSONSerialization.jsonObject(with: data) as? [[String: Any]]
        #expect(array?.compactMap { $0["id"] as? String } == events.compactMap { $0["id"] })
        let logins = try await installation.export(["--kind", "login"])
        #expect(!logins.isEmpty)
        #expect(logins.map { $0["id"] } == events.filter { $0["kind"] == "login" }.map { $0["id"] })
        let csv = try await installation.trail("export", "--kind", "login", "--format", "csv")
        let rows = csv.output.components(separatedBy: "\r\n")
        #expect(rows.first?.hasPrefix("id,") == true)
        #expect(rows.last == "")
        #expect(
            rows.dropFirst().compactMap { $0.split(separator: ",").first.map(String.init) }
                == logins.compactMap { $0["id"] }
        )
    }

    @Test func `invents the same history for the same seed`() async throws {
        let first = try await Self.history(seed: "7")
        #expect(try await Self.history(seed: "7") == first)
        #expect(try await Self.history(seed: "8") != first)
        #expect(Set(first.map { $0["kind"] }).count == 7)
    }

    @Test func `writes into the file that is there, and does not put another in its place`()
        async throws
    {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "5", "--seed", "7").status == 0)
        let target = installation.file("target.ndjson")
        try Data(repeating: 120, count: 100_000).write(to: target)
        let link = installation.file("link.ndjson")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
        let export = try await installation.trail("export", "--output", "link.ndjson")
        #expect(export.status == 0, "\(export.errors)")
        let text = try String(contentsOf: target, encoding: .utf8)
        #expect(text.split(separator: "\n").count == 5)
        let refused = try await installation.trail("export", "--output", "no/such/folder.json")
        #expect(refused.status == 2)
        #expect(refused.errors.hasPrefix("trail: cannot write no/such/folder.json: "))
    }

    @Test(arguments: [
        "trail.sqlite", "./trail.sqlite", "trail.sqlite-wal", "trail.key", "trail.key.heads",
        "trail.sqlite.erasing", "link", "ledgers/acme.sqlite", "ledgers/new.json",
        "archive/any.ndjson.gz", "pushed.txt",
    ])
    func `never writes over a file that Trail needs`(name: String) async throws {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "5", "--seed", "7").status == 0)
        try FileManager.default.createSymbolicLink(
            at: installation.file("link"),
            withDestinationURL: installation.file("trail.sqlite")
        )
        let settings =
            "destinations.folder: ledgers\nretention.archive: archive\n"
            + "checkpoint.push: pushed.txt\n"
        try Data(settings.utf8).write(to: installation.file("trail.yaml"))
        for folder in ["ledgers", "archive"] {
            try FileManager.default.createDirectory(
                at: installation.file(folder),
                withIntermediateDirectories: false
            )
        }
        let refused = try await installation.trail("export", "--output", name)
        #expect(refused.status == 2)
        let sentence = "trail: --output: \(name) is a file that Trail itself needs"
        #expect(refused.errors.contains(sentence), "\(refused.errors)")
        #expect(try await installation.export().count == 5)
        #expect(try await installation.trail("verify").status == 0)
    }

    @Test func `refuses an export of a store that does not exist`() async throws {
        let installation = try Installation()
        let result = try await installation.trail("export")
        #expect(result.status == 2)
        #expect(result.errors == "trail: there is no store at trail.sqlite (store.url)\n")
        #expect(!FileManager.default.fileExists(atPath: installation.file("trail.sqlite").path))
    }

    /// What does not depend on when the history was made.
    private static func history(seed: String) async throws -> [[String: String]] {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "500", "--seed", seed).status == 0)
        let members: Set = ["kind", "action", "outcome", "user", "remote_ip", "path", "url"]
        return try await installation.export().map { event in
            event.filter { members.contains($0.key) }
        }
    }
}
