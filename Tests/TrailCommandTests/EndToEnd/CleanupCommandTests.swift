import Foundation
import Testing
import Trail
import TrailServer

@Suite struct CleanupCommandTests {
    /// An installation with 3,000 events of 30 days, recorded about when they occurred.
    private static func installation() async throws -> Installation {
        let installation = try Installation()
        let demo = try await installation.trail(["demo", "--events", "3000", "--days", "30"])
        #expect(demo.status == 0, "\(demo.errors)")
        return installation
    }

    /// The numbers in the JSON lines of a result.
    private static func numbers(_ result: Installation.Result, _ member: String) throws -> [Int] {
        try result.lines.map { line in
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return (value as? [String: Any])?[member] as? Int ?? -1
        }
    }

    /// How many events of each kind there are, without records of removals.
    private static func left(_ installation: Installation) async throws -> [String: Int] {
        let events = try await installation.export().filter {
            $0["action"] != "retention.rows_removed"
        }
        return Dictionary(grouping: events) { $0["kind"] ?? "" }.mapValues(\.count)
    }

    @Test func `says what would go, removes it, and the ledger verifies`() async throws {
        let installation = try await Self.installation()
        let dry = try await installation.trail("cleanup", "--days", "15", "--dry-run", "--json")
        #expect(dry.status == 0, "\(dry.errors)")
        let count = try #require(try Self.numbers(dry, "would_delete").first)
        #expect((1_000...2_000).contains(count), "about half of what thirty days brought")
        #expect(try Self.numbers(dry, "deleted") == [0])
        #expect(try await Self.left(installation).values.reduce(0, +) == 3_000)
        let text = try await installation.trail("cleanup", "--days", "15", "--dry-run")
        #expect(text.lines.first?.hasPrefix("default: would remove \(count) older than 15") == true)
        #expect(text.lines.last == "would remove \(count) events")
        let done = try await installation.trail("cleanup", "--days", "15", "--json")
        #expect(done.status == 0, "\(done.errors)")
        #expect(try Self.numbers(done, "deleted") == [count])
        #expect(try await Self.left(installation).values.reduce(0, +) == 3_000 - count)
        let verified = try await installation.trail("verify", "--json")
        #expect(verified.status == 0, "\(verified.output)")
        #expect(try Self.numbers(verified, "pruned") == [count])
        let again = try await installation.trail("cleanup", "--days", "15")
        #expect(again.lines.last == "removed 0 events")
        let records = try await installation.export(["--kind", "system"]).filter {
            $0["action"] == "retention.rows_removed"
        }
        #expect(records.count == 1)
    }

    /// REFERENCE 13, defect 53.
    @Test(arguments: ["--event-type", "--type", "--kind"])
    func `cleans up one kind by the seed's command`(option: String) async throws {
        let installation = try await Self.installation()
        let before = try await Self.left(installation)
        let done = try await installation.trail(
            "cleanup_logs",
            "--days",
            "1",
            option,
            option == "--kind" ? "LoginEvent" : "login"
        )
        #expect(done.status == 0, "\(done.errors)")
        var left = try await Self.left(installation)
        #expect((left["login"] ?? 0) < (before["login"] ?? 0))
        left["login"] = before["login"]
        #expect(left == before)
        #expect(try await installation.trail("verify").status == 0)
    }

    @Test(arguments: [
        (["--days", "0"], "--days: 1 to 36500 is expected"),
        (["--days", "-5"], "--days"), (["--days", "many"], "--days"),
        (["--days", "5", "--event-type", "logins"], "--event-type: one of page"),
        (["--event-type", "login"], "--event-type: --days is expected beside it"),
        (["--days", "5", "--tenant", "acme"], "there is no ledger of a tenant 'acme'"),
        (["--days", "5", "--store-url", "sqlite:none.sqlite"], "there is no store at none.sqlite"),
        (["--days", "5", "--dry-run", "--store-url", "sqlite:none.sqlite"], "there is no store"),
        (["--retention-run-at", "noon"], "invalid value for 'retention.run-at'"),
    ])
    func `says what is wrong and removes nothing`(
        arguments: [String],
        sentence: String
    ) async throws {
        let installation = try await Self.installation()
        let refused = try await installation.trail(["cleanup"] + arguments)
        #expect(refused.status == 2)
        #expect(refused.output.isEmpty)
        #expect(refused.errors.contains(sentence), "\(refused.errors)")
        #expect(try await Self.left(installation).values.reduce(0, +) == 3_000)
        let path = installation.file("none.sqlite").path
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `does what the settings say, and copies what goes into the archive first`()
        async throws
    {
        let installation = try await Self.installation()
        let none = try await installation.trail("cleanup")
        #expect(none.lines == ["removed 0 events"], "neither days nor policies")
        let settings = ["--retention-default-days", "15", "--retention-archive", "archive"]
        let done = try await installation.trail(["cleanup", "--json"] + settings)
        #expect(done.status == 0, "\(done.errors)")
        let count = try #require(try Self.numbers(done, "deleted").first)
        #expect(count > 0)
        let folder = installation.file("archive")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let name = try #require(names.first)
        #expect(names.count == 1 && name.hasSuffix(".ndjson.gz"))
        let key = try LedgerKey.load(from: installation.file("trail.key").path)
        let reader = ArchiveReader(
            path: folder.appendingPathComponent(name).path,
            coding: GzipCoding()
        )
        var events = 0
        let contents = try await reader.read(keys: [key.verifier]) { _ in events += 1 }
        #expect(events == count)
        #expect(contents.list.count == count)
        #expect(try await installation.trail("verify").status == 0)
    }

    /// REFERENCE 13, defects 9 and 52.
    @Test func `the server makes up for the days that it was not there`() async throws {
        let installation = try await Self.installation()
        let settings = ["--retention-default-days", "15"]
        let first = try await RunningServer(installation, settings)
        #expect(await first.stop() == 0)
        // The first start has missed nothing.
        let before = try await Self.left(installation).values.reduce(0, +)
        #expect(before >= 3_000)
        try await installation.execute("UPDATE retention_run SET time = 0")
        let second = try await RunningServer(installation, settings)
        var removed = false
        for _ in 0..<200 where !removed {
            removed = try await Self.left(installation).values.reduce(0, +) <= before - 1_000
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(removed)
        #expect(await second.stop() == 0)
        #expect(try await installation.trail("verify").status == 0)
    }
}
