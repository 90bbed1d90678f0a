import Foundation
import Testing
import TrailTesting

@testable import Trail

/// What is left in the folder of archives when a run dies, and what becomes of it.
@Suite struct ArchiveLeftoversTests {
    /// A ledger of 40 events, and a folder for archives of them.
    private struct Setup {
        let bench: VerifierBench
        let folder = TemporaryFolder()
        var path: String { self.folder.path("archive") }

        init() async throws {
            self.bench = try await VerifierBench(events: 40)
        }

        func archive() -> ArchiveFolder {
            ArchiveFolder(path: self.path, ledger: self.bench.store)
        }

        func request(_ indices: Range<UInt64>) -> ArchiveRequest {
            var list = RemovalList()
            list.append(indices, .row)
            return ArchiveRequest(tenant: .default, list: list, reason: "policy")
        }

        /// Makes an archive as a process does that dies before it is recorded.
        func leaveArchive(_ indices: Range<UInt64> = 0..<10) async throws -> String {
            try await self.archive().keep(self.request(indices)).name
        }

        func leave(_ name: String, _ text: String = "{\"archive\"") throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(self.path)/\(name)"))
        }

        func names() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: self.path).sorted()
        }

        func strays() async throws -> [String: ArchiveStray.What] {
            let strays = try await self.archive().strays().map { ($0.name, $0.what) }
            return Dictionary(uniqueKeysWithValues: strays)
        }
    }

    /// Dies with the record just sealed.
    private struct Dying: RemovalArchive {
        let folder: ArchiveFolder

        func keep(_ request: ArchiveRequest) async throws -> ArchiveReceipt {
            try await self.folder.keep(request)
        }

        func settle(_ copy: ArchiveReceipt, as fate: ArchiveFate) {
            if fate != .recorded { self.folder.settle(copy, as: fate) }
        }

        func removeLeftovers(of tenant: TenantID) {}
    }

    private func removal(_ archive: any RemovalArchive) -> RemovalRequest {
        var request = RemovalRequest(
            tenant: .default,
            query: EventQuery(tenant: .default),
            extent: .rows,
            actor: Event.Actor(type: .system, id: "retention"),
            reason: "policy"
        )
        request.manner.archive = archive
        return request
    }

    @Test func `removes what nobody is writing and no record names`() async throws {
        let setup = try await Setup()
        let name = try await setup.leaveArchive()
        try setup.leave("default.000000000000-000000000039.x.ndjson.part")
        #expect(try setup.names().count == 3)
        try await setup.archive().removeLeftovers(of: try TenantID("other"))
        // It is the other tenant's run that looks whether it is recorded.
        #expect(try setup.names() == [name, name + ".unrecorded"])
        try await setup.archive().removeLeftovers(of: .default)
        #expect(try setup.names() == [])
    }

    @Test func `keeps an archive that a record names`() async throws {
        let setup = try await Setup()
        do {
            _ = try await setup.bench.store.remove(self.removal(Dying(folder: setup.archive())))
        }
        let before = try setup.names()
        #expect(before.count == 2 && before.last?.hasSuffix(".unrecorded") == true)
        try await setup.archive().removeLeftovers(of: .default)
        #expect(try setup.names() == Array(before.prefix(1)))
        #expect(try await setup.strays() == [:])
    }

    @Test func `leaves alone what somebody is just making`() async throws {
        let setup = try await Setup()
        let living = setup.archive()
        let receipt = try await living.keep(setup.request(0..<10))
        let draft = try ArchiveFile.writing("\(setup.path)/default.new.ndjson")
        let before = try setup.names()
        #expect(before.count == 3)
        try await setup.archive().removeLeftovers(of: .default)
        #expect(try setup.names() == before)
        #expect(try await setup.strays() == [:])
        #expect(throws: TrailError.self) {
            try ArchiveFile.writing("\(setup.path)/default.new.ndjson")
        }
        try draft.finish()
        living.settle(receipt, as: .recorded)
        #expect(try setup.names() == [receipt.name, "default.new.ndjson"].sorted())
        living.settle(receipt, as: .unneeded)
        #expect(try setup.names() == ["default.new.ndjson"])
    }

    @Test func `looks an archive up whose fate was unknown`() async throws {
        let setup = try await Setup()
        let living = setup.archive()
        let receipt = try await living.keep(setup.request(0..<10))
        living.settle(receipt, as: .unknown)
        try await living.removeLeftovers(of: .default)
        #expect(try setup.names() == [])
    }

    @Test func `keeps everything of a tenant whose ledger is not there`() async throws {
        let setup = try await Setup()
        _ = try await setup.leaveArchive()
        let other = try await VerifierBench(events: 0)
        try await ArchiveFolder(path: setup.path, ledger: other.store)
            .removeLeftovers(of: .default)
        #expect(try setup.names().count == 2)
    }

    @Test func `a run of retention begins with it, and a dry run does not`() async throws {
        let bench = try RetentionBench()
        try await bench.record(days: 4)
        let folder = TemporaryFolder()
        func archive() -> ArchiveFolder {
            ArchiveFolder(path: folder.path("kept"), ledger: bench.store, clock: bench.clock)
        }
        var list = RemovalList()
        list.append(0..<3, .row)
        let request = ArchiveRequest(tenant: .default, list: list, reason: "short")
        let name = try await archive().keep(request).name
        var order = RetentionOrder.daily
        order.isDryRun = true
        let runner = bench.runner(defaultDays: 1, archive: archive())
        _ = try await runner.run(order, tenant: .default)
        func names() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.path("kept")).sorted()
        }
        #expect(try names() == [name, name + ".unrecorded"])
        _ = try await runner.run(.daily, tenant: .default)
        #expect(try names().count == 1)
        #expect(try names() != [name])
    }

    @Test func `tells of every file that is no recorded archive`() async throws {
        let setup = try await Setup()
        _ = try await setup.bench.store.remove(self.removal(setup.archive()))
        #expect(try await setup.strays() == [:])
        let recorded = try #require(try setup.names().first)
        try setup.leave("default.1-2.ndjson.part")
        try setup.leave("gone.ndjson.unrecorded", "default")
        try setup.leave("notes.txt", "no archive at all")
        try FileManager.default.copyItem(
            atPath: "\(setup.path)/\(recorded)",
            toPath: "\(setup.path)/copy.ndjson"
        )
        #expect(
            try await setup.strays() == [
                "default.1-2.ndjson.part": .unfinished, "gone.ndjson.unrecorded": .unfinished,
                "notes.txt": .unreadable, "copy.ndjson": .unrecorded,
            ]
        )
    }

    private func demand(isDryRun: Bool = false) throws -> ErasureDemand {
        let order = Erasure.Order(
            tenant: .default,
            reason: "demand 17",
            actor: Event.Actor(type: .user, id: "ada"),
            recordedBefore: Timestamp(microseconds: .max)
        )
        let subject = ErasureSubject.actor(id: "alice", type: nil)
        return try ErasureDemand(subject, order, holds: [], isDryRun: isDryRun)
    }

    @Test func `an erasure reaches them under any name, and deletes what is not complete`()
        async throws
    {
        let setup = try await Setup()
        let name = try await setup.leaveArchive(0..<40)
        let path = "\(setup.path)/\(name)"
        try FileManager.default.copyItem(atPath: path, toPath: "\(setup.path)/old copy")
        try setup.leave("default.1-2.ndjson.part", "alice")
        let counted = try await setup.archive().erase(try self.demand(isDryRun: true))
        let erased = try await setup.archive().erase(try self.demand())
        #expect(erased == counted)
        let count = try #require(erased.first?.count)
        #expect(count > 0 && count.isMultiple(of: 2))
        #expect(erased.count == 1)
        #expect(try setup.names() == [name, name + ".unrecorded", "old copy"].sorted())
        #expect(try await setup.archive().erase(try self.demand()) == [])
        try await ArchiveReader(path: path).read(keys: [setup.bench.key.verifier])
    }

    @Test func `an erasure tells what it cannot reach`() async throws {
        let setup = try await Setup()
        _ = try await setup.bench.store.remove(self.removal(setup.archive()))
        let recorded = try #require(try setup.names().first)
        try FileManager.default.removeItem(atPath: "\(setup.path)/\(recorded)")
        try setup.leave("notes.txt", "no archive at all")
        let draft = try ArchiveFile.writing("\(setup.path)/default.new.ndjson")
        let found = try await setup.archive().erase(try self.demand())
        #expect(found.allSatisfy { $0.count == 0 })
        #expect(
            found.map(\.remark) == [
                "Files in the folder of archives that are none, or damaged: 1.",
                "Archives that were just being written: 1.",
                "Archives that sealed records name, and that are not in the folder: 1.",
            ]
        )
        withExtendedLifetime(draft) {}
        let nowhere = try await MissingArchives(of: setup.bench.store).erase(try self.demand())
        #expect(nowhere == found.suffix(1))
        let bench = try await VerifierBench(events: 5)
        #expect(try await MissingArchives(of: bench.store).erase(try self.demand()) == [])
    }
}
