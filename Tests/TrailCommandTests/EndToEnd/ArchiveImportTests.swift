import Foundation
import Testing
import Trail
import TrailServer

@Suite struct ArchiveImportTests {
    /// An installation with 3,000 events of 30 days, of which the older ones were removed into an
    /// archive.
    private struct Setup {
        let installation: Installation
        let before: [[String: String]]
        /// Those of them that have some words.
        let words: [[String: String]]
        let archive: String

        init() async throws {
            self.installation = try Installation()
            let demo = ["demo", "--events", "3000", "--days", "30", "--seed", "7"]
            #expect(try await self.installation.trail(demo).status == 0)
            self.before = try await self.installation.export()
            self.words = try await self.installation.export(["--search", "logi*"])
            let done = try await self.installation.trail(
                "cleanup",
                "--days",
                "15",
                "--retention-archive",
                "archive"
            )
            #expect(done.status == 0, "\(done.errors)")
            let folder = self.installation.file("archive").path
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            self.archive = "archive/\(try #require(names.first))"
        }

        func trail(_ arguments: String...) async throws -> Installation.Result {
            try await self.installation.trail(["import", "--archive", self.archive] + arguments)
        }

        func numbers(_ result: Installation.Result) throws -> [String: Int] {
            let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
            return (value as? [String: Any] ?? [:]).compactMapValues { $0 as? Int }
        }

        /// The events that are there, without what the commands themselves have sealed.
        func events() async throws -> [[String: String]] {
            try await self.installation.export().filter {
                $0["action"]?.hasPrefix("retention.") != true
            }
        }
    }

    @Test func `proves an archive, and brings its events back`() async throws {
        let setup = try await Setup()
        let proven = try await setup.trail("--verify", "--json")
        #expect(proven.status == 0, "\(proven.errors)")
        let count = try #require(try setup.numbers(proven)["events"])
        #expect(count > 0)
        #expect(try setup.numbers(proven)["compared"] == count)
        #expect(try await setup.events().count == setup.before.count - count)
        let dry = try await setup.trail("--dry-run", "--json")
        #expect(try setup.numbers(dry)["would_restore"] == count)
        let done = try await setup.trail("--json")
        #expect(done.status == 0, "\(done.errors)")
        #expect(try setup.numbers(done)["restored"] == count)
        #expect(try await setup.events() == setup.before)
        let again = try await setup.trail()
        #expect(again.lines == ["brought 0 events back, \(count) there already"])
        let verified = try await setup.installation.trail("verify")
        #expect(verified.status == 0, "\(verified.output)")
        #expect(verified.output.contains("\(count) removed once and there as they were sealed"))
        let found = try await setup.installation.export(["--search", "logi*"])
        #expect(found == setup.words)
        let records = try await setup.installation.export(["--kind", "system"])
            .filter { $0["action"] == "retention.restored" }
        #expect(records.count == 1)
    }

    @Test func `keeps what is back by a hold, where retention would take it again`() async throws {
        let setup = try await Setup()
        let days = ["--retention-default-days", "15"]
        let command = ["import", "--archive", setup.archive] + days
        let refused = try await setup.installation.trail(command)
        #expect(refused.status == 2)
        #expect(refused.errors.contains("retention would remove"), "\(refused.errors)")
        #expect(refused.errors.contains("--hold REASON"))
        let done = try await setup.installation.trail(command + ["--hold", "case 17"])
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.lines.last?.hasPrefix("under a legal hold: everything of 'default'") == true)
        let cleaned = try await setup.installation.trail(["cleanup"] + days)
        #expect(cleaned.lines.last == "removed 0 events", "\(cleaned.output)")
        #expect(try await setup.events() == setup.before)
        #expect(try await setup.installation.trail(command).status == 0, "they are held already")
        #expect(try await setup.installation.trail("hold", "list").lines.count == 1)
    }

    @Test func `names the line that was altered, and brings nothing back`() async throws {
        let setup = try await Setup()
        let path = setup.installation.file(setup.archive).path
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        let decoder = try GzipCoding().decoder()
        let take = { (bytes: [UInt8]) in
            for byte in bytes {
                if byte == 10 {
                    lines.append(line)
                    line = []
                } else {
                    line.append(byte)
                }
            }
        }
        try decoder.add(Array(try Data(contentsOf: URL(fileURLWithPath: path))), to: take)
        try decoder.finish(to: take)
        let place = try #require(lines.firstIndex { $0.starts(with: "{\"action\"".utf8) })
        let text = String(decoding: lines[place], as: UTF8.self)
        lines[place] = Array(text.replacingOccurrences(of: "\"id\":\"0", with: "\"id\":\"1").utf8)
        let changed = setup.installation.file("changed.ndjson")
        try Data(lines.flatMap { $0 + [10] }).write(to: changed)
        for option in [["--verify"], []] {
            let told = try await setup.installation.trail(
                ["import", "--archive", "changed.ndjson"] + option
            )
            #expect(told.status == 1)
            let first = try #require(told.lines.first)
            #expect(first.contains("line \(place + 1): event "), "\(told.output)")
            #expect(told.lines.last?.contains("TAMPERED WITH") == true)
        }
        #expect(try await setup.events().count < setup.before.count)
        let whole = try await setup.trail("--verify", "--store-url", "sqlite:none.sqlite")
        #expect(whole.status == 0, "\(whole.errors)")
        #expect(whole.errors.contains("the archive alone is verified"))
        let keys = try await setup.installation.trail("keys", "show", "--json")
        let key = try #require(try Installation.members(keys.output)["key"])
        let elsewhere = try await setup.trail("--verify", "--public-key", key)
        #expect(elsewhere.status == 0, "\(elsewhere.errors)")
    }

    @Test func `keeps erased what was erased since`() async throws {
        let setup = try await Setup()
        let actor = "u-0070"
        let erased = try await setup.installation.trail(
            "erase",
            "--actor",
            actor,
            "--reason",
            "demand 17",
            "--yes",
            "--retention-archive",
            "archive"
        )
        #expect(erased.status == 0, "\(erased.errors)")
        let proven = try await setup.trail("--verify")
        #expect(proven.status == 0, "\(proven.output)")
        let done = try await setup.trail()
        #expect(done.status == 0, "\(done.errors)")
        #expect(try await setup.installation.export(["--filter", "user_id=\(actor)"]).isEmpty)
        #expect(try await setup.installation.trail("verify").status == 0)
    }

    @Test func `works while a server runs`() async throws {
        let setup = try await Setup()
        let server = try await RunningServer(setup.installation)
        let done = try await setup.trail()
        #expect(done.status == 0, "\(done.errors)")
        #expect(await server.stop() == 0)
        let events = try await setup.events()
        #expect(setup.before.allSatisfy { event in events.contains { $0["id"] == event["id"] } })
        #expect(try await setup.installation.trail("verify").status == 0)
    }

    @Test(arguments: [
        (["--verify"], "--verify: --archive is expected beside it"),
        (["--hold", "x"], "--hold: --archive is expected beside it"),
        ([], "a dump, a database or --archive is expected"),
        (["--archive", "none.gz", "--verify"], "cannot read none.gz"),
        (["--archive", "none.gz", "dump.json"], "one archive, and no other files"),
        (["--archive", "none.gz", "--verify", "--dry-run"], "no --dry-run"),
    ])
    func `says what is wrong`(arguments: [String], sentence: String) async throws {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "10").status == 0)
        let refused = try await installation.trail(["import"] + arguments)
        #expect(refused.status == 2)
        #expect(refused.errors.contains(sentence), "\(refused.errors)")
    }
}
