internal import Foundation
internal import MerkleLog
internal import Trail

extension StoreConformance {
    static let restoration = [
        Check("brings pruned events back to their places") { try await $0.restores() },
        Check("brings events of tenants that were recorded together back") {
            try await $0.restoresAmongOthers()
        },
        Check("brings nothing back that was erased") { try await $0.restoresNothingErased() },
        Check("brings back what an archive lost, and records what it lacks") {
            try await $0.restoresWithoutSections()
        },
        Check("refuses an archive of another ledger") { try await $0.refusesOtherArchive() },
    ]

    /// Prunes what a query finds into an archive, and says how to bring it back.
    private func prune(
        _ query: EventQuery,
        _ store: any EventStore,
        _ fixture: StoreFixture,
        _ folder: ArchiveTestFolder
    ) async throws -> (request: RestorationRequest, count: Int) {
        var removal = self.request(query, .rows)
        let keeper = ArchiveKeeper(ArchiveFolder(path: folder.path, ledger: store))
        removal.manner.archive = keeper
        let result = try await store.remove(removal)
        let receipt = try unwrap(await keeper.receipt, "the archive")
        let request = RestorationRequest(
            tenant: query.tenant,
            archive: ArchiveReader(path: "\(folder.path)/\(receipt.name)"),
            name: receipt.name,
            keys: [fixture.sealer.key.verifier],
            actor: Event.Actor(type: .user, id: "operator", isVerified: true)
        )
        return (request, result.count)
    }

    private func restores() async throws {
        let (store, fixture) = try await self.open(holding: 700, seed: 110)
        let folder = ArchiveTestFolder(fixture)
        let before = try await store.allEntries()
        let list = EventQuery(tenant: .default, limit: 1_000)
        let page = try await store.page(list)
        let query = EventQuery(tenant: .default, kinds: [.page, .request, .login])
        var (request, count) = try await self.prune(query, store, fixture, folder)
        request.isDryRun = true
        let size = try await store.presentHead().size
        let foreseen = try await store.restore(request)
        try expectEqual(foreseen.count, count, "events that would come back")
        try expect(foreseen.record == nil, "a dry run was recorded")
        try expectEqual(try await store.presentHead().size, size, "size after a dry run")
        request.isDryRun = false
        let result = try await store.restore(request)
        try expectEqual(result.count, count, "events that came back")
        try expectEqual(result.incomplete, 0, "events that lack something")
        let after = try await store.allEntries()
        try expectEqual(Array(after.dropLast(2)), before, "rows")
        let record = try unwrap(after.last?.event.header, "the record")
        try expectEqual(record.action.name, RemovalRecord.rowsRestored, "its action")
        try expectEqual(record.id, result.record?.id, "its id")
        let events = try await store.page(list).events
        let others = events.filter { !RemovalRecord.isRecord($0.header) }
        try expect(others == page.events, "a page is not what it was")
        for event in before.map(\.event) {
            let found = try await store.event(event.header.id, tenant: .default)
            try expectEqual(found, event, "the event by its id")
        }
        try await self.expectIntact(store, fixture)
        var nothing = RestorationResult()
        nothing.present = count
        try expectEqual(try await store.restore(request), nothing, "bringing back once more")
        let second = try await self.prune(query, store, fixture, folder)
        let back = try await store.restore(second.request).count
        try expectEqual([second.count, back], [count, count], "pruned once more, and back")
        try await self.expectIntact(store, fixture)
    }

    private func restoresAmongOthers() async throws {
        for seed in 111..<115 as Range<UInt64> {
            let (store, fixture) = try await self.open()
            let folder = ArchiveTestFolder(fixture)
            var samples = self.samples(seed)
            let tenants = [TenantID.default, try TenantID("other"), try TenantID("third")]
            for _ in 0..<90 {
                let tenant = samples.one(of: tenants)
                let count = Int.random(in: 1...9, using: &samples.generator)
                _ = try await store.append(
                    AppendRequest(try samples.events(count, tenant: tenant))
                )
                fixture.clock.advance(by: .milliseconds(7))
            }
            var requests: [RestorationRequest] = []
            var before: [TenantID: [LedgerEntry]] = [:]
            let kinds: [Set<Event.Kind>] = [[], [.page, .crud, .cors], [.login]]
            for (tenant, kinds) in zip(tenants, kinds) {
                before[tenant] = try await store.allEntries(of: tenant)
                let query = EventQuery(tenant: tenant, kinds: kinds)
                requests.append(try await self.prune(query, store, fixture, folder).request)
                _ = try await store.append(
                    AppendRequest(try samples.events(20, tenant: tenants[0]))
                )
            }
            for request in requests.shuffled(using: &samples.generator) {
                _ = try await store.restore(request)
                try await self.expectIntact(store, fixture)
            }
            for tenant in tenants {
                let rows = before[tenant] ?? []
                let after = try await store.allEntries(of: tenant)
                try expectEqual(Array(after.prefix(rows.count)), rows, "rows of \(tenant)")
            }
        }
    }

    private func restoresNothingErased() async throws {
        let (store, fixture) = try await self.open(holding: 300, seed: 116)
        let folder = ArchiveTestFolder(fixture)
        let all = EventQuery(tenant: .default)
        let (request, count) = try await self.prune(all, store, fixture, folder)
        _ = try await store.restore(request)
        var query = all
        query.filters = [EventFilter(.actorID, .equals("alice"))]
        let erased = try await store.remove(self.request(query, .sections([.who, .what])))
        try expect(erased.count > 0, "nothing to erase")
        let left = try await store.allEntries().prefix(count)
        // The first archive still has what was erased.
        _ = try await self.prune(all, store, fixture, folder)
        let result = try await store.restore(request)
        try expectEqual(result.count, count, "events that came back")
        try expectEqual(result.incomplete, erased.count, "events that lack something")
        try expectEqual(try await store.allEntries().prefix(count), left, "rows")
        try expect(try await store.page(query).events.isEmpty, "an erased actor is found again")
        try await self.expectIntact(store, fixture)
    }

    private func restoresWithoutSections() async throws {
        let (store, fixture) = try await self.open(holding: 300, seed: 117)
        let folder = ArchiveTestFolder(fixture)
        let all = EventQuery(tenant: .default)
        let (request, count) = try await self.prune(all, store, fixture, folder)
        var order = Erasure.Order(
            tenant: .default,
            reason: "demand 17",
            actor: Event.Actor(type: .user, id: "operator"),
            recordedBefore: Timestamp(microseconds: .max)
        )
        order.sections = [.who]
        let demand = try ErasureDemand(
            .actor(id: "alice", type: nil),
            order,
            holds: [],
            isDryRun: false
        )
        _ = try await ArchiveFolder(path: folder.path, ledger: store).erase(demand)
        let result = try await store.restore(request)
        try expectEqual(result.count, count, "events that came back")
        try expect(result.incomplete > 0, "nothing was erased from the archive")
        let removal = try unwrap(await store.removals(of: .default).last, "the record")
        try expectEqual(
            try RemovalList(bytes: removal.list).count,
            result.incomplete,
            "events that the record lists"
        )
        try await self.expectIntact(store, fixture)
        try expectEqual(try await store.restore(request).present, count, "there afterwards")
    }

    private func refusesOtherArchive() async throws {
        let (store, fixture) = try await self.open(holding: 50, seed: 118)
        let folder = ArchiveTestFolder(fixture)
        let (other, otherFixture) = try await self.open(holding: 50, seed: 118)
        let all = EventQuery(tenant: .default)
        var (request, _) = try await self.prune(all, other, otherFixture, folder)
        let head = try await store.presentHead()
        for keys in [[fixture.sealer.key.verifier], request.keys] {
            request.keys = keys
            do {
                _ = try await store.restore(request)
                throw Unmet("events of another ledger came back")
            } catch let error as ArchiveError {
                try expectEqual(error, .badSignature, "error")
            } catch let error as TrailError {
                try expectEqual(error.code, .ledgerDamaged, "code")
            }
        }
        try expectEqual(try await store.presentHead(), head, "the head")
    }
}

/// Remembers what an archive was called.
private actor ArchiveKeeper: RemovalArchive {
    private let folder: ArchiveFolder
    private(set) var receipt: ArchiveReceipt?

    init(_ folder: ArchiveFolder) {
        self.folder = folder
    }

    func keep(_ request: ArchiveRequest) async throws -> ArchiveReceipt {
        let receipt = try await self.folder.keep(request)
        self.receipt = receipt
        return receipt
    }

    func settle(_ copy: ArchiveReceipt, as fate: ArchiveFate) {
        self.folder.settle(copy, as: fate)
    }

    func removeLeftovers(of tenant: TenantID) async throws {
        try await self.folder.removeLeftovers(of: tenant)
    }
}

/// A temporary folder for archives, deleted when nobody holds it any more.
private final class ArchiveTestFolder: Sendable {
    let path: String

    init(_ fixture: StoreFixture) {
        self.path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("\(fixture.name)-archive").path
    }

    deinit {
        // What cannot be deleted lies in the folder for temporary files.
        try? FileManager.default.removeItem(atPath: self.path)
    }
}
