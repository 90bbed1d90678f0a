import Foundation
import MerkleLog
import Testing
import TrailTesting

@testable import Trail

@Suite struct ArchiveTests {
    private static let noon = Timestamp(microseconds: 1_772_366_400_000_000)

    /// Archives the events at `indices`, and gives the path of the file.
    private func archive(
        _ bench: VerifierBench,
        _ indices: [UInt64],
        in folder: TemporaryFolder
    ) async throws -> (path: String, list: RemovalList, receipt: ArchiveReceipt) {
        var list = RemovalList()
        for index in indices { list.append(index, .row) }
        let archive = ArchiveFolder(
            path: folder.path("archive"),
            ledger: bench.store,
            clock: ManualClock(Self.noon)
        )
        let request = ArchiveRequest(tenant: .default, list: list, reason: "policy short")
        let receipt = try await archive.keep(request)
        return (folder.path("archive/\(receipt.name)"), list, receipt)
    }

    private func events(_ bench: VerifierBench) async -> [SealedEvent] {
        let request = EntriesRequest(tenant: .default, from: 0, upTo: .max, limit: .max)
        return await bench.store.entries(request).entries.map(\.event)
    }

    @Test func `reads back what it wrote, and proves it against the checkpoint`() async throws {
        let bench = try await VerifierBench(events: 1_100)
        let folder = TemporaryFolder()
        let all = await self.events(bench)
        var generator = SeededGenerator(seed: 5)
        let choices: [[UInt64]] = [
            Array(0..<1_100), Array(100..<700), [0], [1_099], [3, 4, 900],
            (0..<1_100).filter { _ in Int.random(in: 0..<9, using: &generator) == 0 },
        ]
        for indices in choices {
            let (path, list, receipt) = try await self.archive(bench, indices, in: folder)
            var read: [SealedEvent] = []
            let contents = try await ArchiveReader(path: path)
                .read(keys: [bench.key.verifier]) { read.append($0) }
            #expect(read == all.filter { indices.contains($0.index) })
            #expect(contents.list == list)
            #expect(contents.header.reason == "policy short")
            #expect(contents.checkpoint.size == 1_100)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(receipt.hash == .sha256(Array(bytes)))
        }
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("archive"))
        #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o700)
    }

    @Test func `erases what is in it, and proves the rest all the same`() async throws {
        let bench = try await VerifierBench(events: 300)
        let folder = TemporaryFolder()
        let all = await self.events(bench)
        let (path, list, _) = try await self.archive(bench, Array(10..<250), in: folder)
        let archive = ArchiveFolder(path: folder.path("archive"), ledger: bench.store)
        let subject = ErasureSubject.actor(id: "alice", type: nil)
        var order = Erasure.Order(
            tenant: .default,
            reason: "demand 17",
            actor: Event.Actor(type: .user, id: "ada"),
            recordedBefore: Timestamp(microseconds: .max)
        )
        order.sections = [.who, .what]
        func demand(isDryRun: Bool) throws -> ErasureDemand {
            try ErasureDemand(subject, order, holds: [], isDryRun: isDryRun)
        }
        let query = try subject.query(tenant: .default)
        let touched = all[10..<250].filter(query.matches)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let counted = try await archive.erase(try demand(isDryRun: true))
        #expect(counted == [ErasureFinding("archives", count: touched.count)])
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        let erased = try await archive.erase(try demand(isDryRun: false))
        #expect(erased == counted && !touched.isEmpty)
        #expect(try await archive.erase(try demand(isDryRun: false)) == [])
        var read: [SealedEvent] = []
        let contents = try await ArchiveReader(path: path)
            .read(keys: [bench.key.verifier]) { read.append($0) }
        #expect(contents.list == list)
        for (event, old) in zip(read, all[10..<250]) {
            let isGone = touched.contains(old)
            #expect((event.sections.who?.text == nil) == (isGone || old.sections.who == nil))
            #expect(event.sections.where == old.sections.where)
            #expect(event.leaf == old.leaf)
        }
        order.tenant = try TenantID("other")
        #expect(try await archive.erase(try demand(isDryRun: false)) == [])
    }

    @Test func `keeps erased sections as they are`() async throws {
        let bench = try await VerifierBench(events: 40)
        let folder = TemporaryFolder()
        _ = try await bench.store.remove(
            RemovalRequest(
                tenant: .default,
                query: EventQuery(tenant: .default),
                extent: .sections([.who]),
                actor: Event.Actor(type: .user, id: "ada"),
                reason: "demand 17"
            )
        )
        let all = await self.events(bench)
        let (path, _, _) = try await self.archive(bench, Array(0..<40), in: folder)
        var read: [SealedEvent] = []
        try await ArchiveReader(path: path).read(keys: [bench.key.verifier]) { read.append($0) }
        #expect(read == Array(all.prefix(40)))
        #expect(read.contains { if case .erased = $0.sections.who { true } else { false } })
    }

    @Test func `has the bytes of the golden file`() throws {
        let event = try SealedEvent.golden(.login)
        let salt = try #require(Salt(Array(repeating: 7, count: 16)))
        var sections = event.sections
        for name in SectionName.allCases {
            guard let text = sections[name]?.text else { continue }
            sections[name] = .sealed(text: text, salt: salt)
        }
        sections.where = sections.where.map { .erased(digest: $0.digest(as: .where)) }
        let header = ArchiveHeader(
            tenant: .default,
            note: try SignedNote("origin\n1\nroot\n\n— origin AAAAAAAA\n"),
            createdAt: Self.noon,
            reason: "policy"
        )
        let lines = [
            header.line, ArchiveLine.event(event.with(sections)).bytes,
            ArchiveLine.gap(upTo: 9, nodes: [.emptyTree, .leaf([1])]).bytes,
            ArchiveLine.end(count: 1, list: .emptyTree).bytes,
        ]
        try Golden.expect(lines.flatMap { $0 + [10] }, in: "Archive/lines.ndjson")
    }

    /// Reads the lines of an archive as text.
    private func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private func write(_ lines: [String], to path: String) throws {
        let text = lines.map { $0 + "\n" }.joined()
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    @Test func `finds every change of a line`() async throws {
        let bench = try await VerifierBench(events: 60)
        let folder = TemporaryFolder()
        let (path, _, _) = try await self.archive(bench, [4, 5, 6, 30, 59], in: folder)
        let lines = try self.lines(path)
        let expected = 10  // Header, five events, three gaps between them, end.
        #expect(lines.count == expected)
        let other = folder.path("other.ndjson")
        for place in lines.indices {
            var without = lines
            without.remove(at: place)
            var edited = lines
            edited[place] = edited[place].replacing("a", with: "b", maxReplacements: 1)
            var twice = lines
            twice.insert(lines[place], at: place)
            for changed in [without, edited, twice] where changed != lines {
                try self.write(changed, to: other)
                await #expect(throws: ArchiveError.self, "line \(place)") {
                    try await ArchiveReader(path: other).read(keys: [bench.key.verifier])
                }
            }
        }
        var swapped = lines
        swapped.swapAt(2, 3)
        try self.write(swapped, to: other)
        await #expect(throws: ArchiveError.self) {
            try await ArchiveReader(path: other).read(keys: nil)
        }
    }

    @Test func `refuses another key, a file that breaks off, and one that is no archive`()
        async throws
    {
        let bench = try await VerifierBench(events: 300)
        let folder = TemporaryFolder()
        let (path, _, _) = try await self.archive(bench, Array(0..<300), in: folder)
        let stranger = try LedgerKey.generate(name: "test.example")
        await #expect(throws: ArchiveError.badSignature) {
            try await ArchiveReader(path: path).read(keys: [stranger.verifier])
        }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let other = folder.path("other.ndjson")
        for count in [0, 1, 20, bytes.count / 2, bytes.count - 1] {
            try bytes.prefix(count).write(to: URL(fileURLWithPath: other))
            await #expect(throws: ArchiveError.self) {
                try await ArchiveReader(path: other).read(keys: nil)
            }
        }
        try Data("no archive at all".utf8).write(to: URL(fileURLWithPath: other))
        await #expect(throws: ArchiveError.self) {
            try await ArchiveReader(path: other).read(keys: nil)
        }
        try (bytes + Data([0])).write(to: URL(fileURLWithPath: other))
        await #expect(throws: ArchiveError.self) {
            try await ArchiveReader(path: other).read(keys: nil)
        }
        await #expect(throws: ArchiveError.self) {
            try await ArchiveReader(path: folder.path("none.ndjson")).read(keys: nil)
        }
    }

    @Test func `does not archive an event that was altered, and leaves no file`() async throws {
        let bench = try await VerifierBench(events: 60)
        let folder = TemporaryFolder()
        try await bench.edit(7) { event in
            var sections = event.sections
            sections.who = nil
            return event.with(sections)
        }
        await #expect(throws: TrailError.self) {
            _ = try await self.archive(bench, Array(0..<60), in: folder)
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("archive"))
        #expect(left == [])
    }

    @Test func `a run with an archive names it in its record`() async throws {
        let bench = try RetentionBench()
        try await bench.record(days: 4)
        let folder = TemporaryFolder()
        let archive = ArchiveFolder(
            path: folder.path("kept"),
            ledger: bench.store,
            clock: bench.clock
        )
        let gone = await bench.events().prefix(14)
        _ = try await bench.runner(defaultDays: 1, archive: archive).run(.daily, tenant: .default)
        let record = try #require(await bench.records().first)
        guard case .object(let copy)? = record["archive"], case .string(let name)? = copy["name"],
            case .string(let hash)? = record["sha256"]
        else {
            Issue.record("the record names no archive")
            return
        }
        #expect(name == "default.000000000000-000000000013.20260301T120000.000000Z.ndjson")
        var read: [SealedEvent] = []
        let contents = try await ArchiveReader(path: folder.path("kept/\(name)"))
            .read(keys: [bench.key.verifier]) { read.append($0) }
        #expect(contents.list.hash.hex == hash)
        #expect(read == Array(gone))
        #expect(try await bench.findings() == [])
    }
}
