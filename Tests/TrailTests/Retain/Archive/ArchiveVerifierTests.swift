import Foundation
import MerkleLog
import Testing
import TrailTesting

@testable import Trail

@Suite struct ArchiveVerifierTests {
    /// An archive of 100 events in a ledger of 600, as lines of text.
    private struct Setup {
        let bench: VerifierBench
        let folder = TemporaryFolder()
        let path: String

        init() async throws {
            self.bench = try await VerifierBench(events: 600)
            var list = RemovalList()
            list.append(20..<70, .row)
            list.append(300..<350, .row)
            let archive = ArchiveFolder(path: self.folder.path("archive"), ledger: self.bench.store)
            let receipt = try await archive.keep(
                ArchiveRequest(tenant: .default, list: list, reason: "policy")
            )
            self.path = self.folder.path("archive/\(receipt.name)")
        }

        func lines() throws -> [String] {
            try String(contentsOfFile: self.path, encoding: .utf8)
                .split(separator: "\n").map(String.init)
        }

        func write(_ lines: [String]) throws {
            let text = lines.map { $0 + "\n" }.joined()
            try Data(text.utf8).write(to: URL(fileURLWithPath: self.path))
        }

        func verify(
            keys: [NoteVerifier]? = nil,
            withLedger: Bool = true
        ) async throws -> ArchiveReport {
            try await ArchiveVerifier(
                ArchiveReader(path: self.path),
                keys: keys ?? [self.bench.key.verifier],
                ledger: withLedger ? self.bench.store : nil
            ).verify()
        }
    }

    @Test(arguments: [true, false])
    func `finds an archive intact, with the ledger and without`(withLedger: Bool) async throws {
        let setup = try await Setup()
        let report = try await setup.verify(withLedger: withLedger)
        #expect(report.isIntact, "\(report.findings)")
        #expect(report.tenant == .default)
        #expect(report.events == 100)
        #expect(report.indices == 20...349)
        #expect(report.size == 600)
        #expect(report.compared == (withLedger ? 100 : 0))
        #expect(report.erasedSections == 0)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: setup.path))
        #expect(report.hash == .sha256(Array(bytes)))
    }

    @Test func `names the line that was altered, where the ledger is at hand`() async throws {
        let setup = try await Setup()
        var lines = try setup.lines()
        let line = try #require(lines.firstIndex { $0.contains("\"outcome\":\"success\"") })
        lines[line] = lines[line].replacingOccurrences(
            of: "\"outcome\":\"success\"",
            with: "\"outcome\":\"failure\""
        )
        try setup.write(lines)
        let report = try await setup.verify()
        #expect(report.findings.map(\.line) == [UInt64(line) + 1])
        #expect(report.findings.first?.what == .otherLeaf)
        #expect(report.findings.first?.description.contains("line \(line + 1): event ") == true)
        let alone = try await setup.verify(withLedger: false)
        #expect(alone.findings.map(\.what) == [.invalid(.altered)])
    }

    @Test func `tells erased sections, and does not take them for tampering`() async throws {
        let setup = try await Setup()
        var order = Erasure.Order(
            tenant: .default,
            reason: "demand 17",
            actor: Event.Actor(type: .user, id: "ada"),
            recordedBefore: Timestamp(microseconds: .max)
        )
        order.sections = [.who, .what]
        let demand = try ErasureDemand(
            .actor(id: "alice", type: nil),
            order,
            holds: [],
            isDryRun: false
        )
        let archive = ArchiveFolder(path: setup.folder.path("archive"), ledger: setup.bench.store)
        let count = try await archive.erase(demand).first?.count
        let report = try await setup.verify()
        #expect(report.isIntact, "\(report.findings)")
        #expect(report.erasedEvents == count.map(UInt64.init))
        #expect(report.erasedSections > report.erasedEvents)
    }

    @Test func `finds lines that are gone, malformed or behind the end`() async throws {
        let setup = try await Setup()
        let lines = try setup.lines()
        var without = lines
        without.remove(at: 5)
        var broken = lines
        broken[8] = "{\"index\":true}"
        let longer = lines + [lines[3]]
        for (changed, line) in [(without, 6), (broken, 9), (longer, lines.count + 1)] {
            try setup.write(changed)
            let report = try await setup.verify()
            #expect(report.findings.map(\.line) == [UInt64(line)])
        }
        try setup.write(lines.dropLast())
        #expect(try await setup.verify().findingCount == 1)
        try setup.write([])
        #expect(try await setup.verify().findingCount == 1)
        try FileManager.default.removeItem(atPath: setup.path)
        await #expect(throws: ArchiveError.self) { try await setup.verify() }
    }

    @Test func `finds a checkpoint of another key and of another ledger`() async throws {
        let setup = try await Setup()
        let key = try LedgerKey.generate(name: "test.example").verifier
        let report = try await setup.verify(keys: [key])
        #expect(report.findings.map(\.what) == [.invalid(.badSignature)])
        let other = try await VerifierBench(events: 600)
        let compared = try await ArchiveVerifier(
            ArchiveReader(path: setup.path),
            keys: [setup.bench.key.verifier],
            ledger: other.store
        ).verify()
        #expect(compared.findingCount == 100)
        let shorter = try await VerifierBench(events: 10)
        let beyond = try await ArchiveVerifier(
            ArchiveReader(path: setup.path),
            keys: [setup.bench.key.verifier],
            ledger: shorter.store
        ).verify()
        #expect(beyond.findingCount == 100)
    }
}
