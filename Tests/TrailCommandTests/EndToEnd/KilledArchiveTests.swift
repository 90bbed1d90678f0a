import Foundation
import Testing
import Trail

/// Runs of retention and imports that are killed while they are at an archive.
@Suite struct KilledArchiveTests {
    private static let archive = ["--retention-archive", "archive"]

    private static func names(_ installation: Installation) throws -> [String] {
        let path = installation.file("archive").path
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    private static func kill(_ process: TrailProcess) async {
        process.send(SIGKILL)
        _ = await process.status()
    }

    @Test(.timeLimit(.minutes(5)), arguments: [0, 4, 12, 25, 60])
    func `a run that is killed leaves nothing that erasure does not reach`(
        milliseconds: Int
    ) async throws {
        let installation = try Installation()
        let demo = ["demo", "--events", "6000", "--days", "30", "--seed", "7"]
        #expect(try await installation.trail(demo).status == 0)
        let cleanup = ["cleanup", "--days", "5"] + Self.archive
        let process = try installation.start(cleanup)
        while process.isRunning, try Self.names(installation).isEmpty {
            try await Task.sleep(for: .milliseconds(1))
        }
        try await Task.sleep(for: .milliseconds(milliseconds))
        await Self.kill(process)
        let actor = "u-0070"
        let erased = try await installation.trail(
            ["erase", "--actor", actor, "--reason", "demand 17", "--yes"] + Self.archive
        )
        #expect(erased.status == 0, "\(erased.errors)")
        #expect(!erased.output.contains("archives that are none"), "\(erased.output)")
        #expect(try await !installation.archivedActors("archive").contains(actor))
        #expect(try Self.names(installation).allSatisfy { !$0.hasSuffix(".part") })
        let done = try await installation.trail(cleanup)
        #expect(done.status == 0, "\(done.errors)")
        let doctor = try await installation.trail(["doctor"] + Self.archive)
        #expect(doctor.status == 0, "\(doctor.output)")
        #expect(doctor.output.contains("ok   archives: "), "\(doctor.output)")
        #expect(try await !installation.archivedActors("archive").contains(actor))
        #expect(try await installation.trail("verify").status == 0)
    }

    @Test func `the doctor tells of what a dead run has left, and of what is no archive`()
        async throws
    {
        let installation = try Installation()
        let demo = ["demo", "--events", "600", "--days", "30", "--seed", "7"]
        #expect(try await installation.trail(demo).status == 0)
        let cleanup = ["cleanup", "--days", "20"] + Self.archive
        #expect(try await installation.trail(cleanup).status == 0)
        let doctor = ["doctor"] + Self.archive
        #expect(try await installation.trail(doctor).status == 0)
        let name = try #require(try Self.names(installation).first)
        try FileManager.default.copyItem(
            at: installation.file("archive/\(name)"),
            to: installation.file("archive/copy.gz")
        )
        for name in ["default.0-1.ndjson.gz.part", "notes"] {
            try Data("x".utf8).write(to: installation.file("archive/\(name)"))
        }
        let told = try await installation.trail(doctor)
        #expect(told.status == 1)
        for sentence in [
            "archive/copy.gz is an archive that no sealed record names",
            "archive/default.0-1.ndjson.gz.part is what a run left that was ended",
            "archive/notes cannot be read as an archive",
        ] {
            #expect(told.output.contains("FAIL archives: \(sentence)"), "\(told.output)")
        }
        #expect(told.lines.filter { $0.contains(" archives: ") }.count == 3)
        #expect(try await installation.trail(cleanup).status == 0)
        #expect(try Self.names(installation) == [name, "copy.gz", "notes"].sorted())
    }

    @Test(.timeLimit(.minutes(5)))
    func `an import that is killed goes on where it was`() async throws {
        let installation = try Installation()
        let demo = ["demo", "--events", "12000", "--days", "30", "--seed", "7"]
        #expect(try await installation.trail(demo).status == 0)
        let before = try await installation.export()
        let cleaned = try await installation.trail(["cleanup", "--days", "3"] + Self.archive)
        #expect(cleaned.status == 0, "\(cleaned.errors)")
        let name = try #require(try Self.names(installation).first)
        let command = ["import", "--archive", "archive/\(name)"]
        let count = "SELECT count(*) FROM event"
        let left = try await installation.number(count)
        let gone = before.count - (left - 1)
        for more in [100, 2_000] {
            let process = try installation.start(command)
            let least = try await installation.number(count) + more
            try await installation.wait(until: count, isAbove: least, while: process)
            await Self.kill(process)
            // What is back is proven, what is not is still excused.
            let verified = try await installation.trail("verify")
            #expect(verified.status == 0, "\(verified.output)")
        }
        let back = try await installation.number(count) - left
        #expect(back > 100 && back < gone, "it was killed in the middle")
        let rest = try await installation.trail(command + ["--json"])
        #expect(rest.status == 0, "\(rest.errors)")
        let line = try #require(rest.lines.first)
        let value = try CanonicalJSON(parsing: Array(line.utf8)).value
        guard case .object(let figures) = value, case .integer(let restored)? = figures["restored"],
            case .integer(let present)? = figures["present"]
        else {
            Issue.record("\(rest.output)")
            return
        }
        #expect(restored > 0 && present > 0)
        #expect(Int(restored + present) == gone)
        let after = try await installation.export().filter {
            $0["action"]?.hasPrefix("retention.") != true
        }
        #expect(after == before)
        let verified = try await installation.trail("verify")
        #expect(verified.status == 0, "\(verified.output)")
    }
}
