import Foundation
import MerkleLog
import Synchronization
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct RestorationTests {
    private func removal(
        _ query: EventQuery,
        _ archive: ArchiveFolder?
    ) -> RemovalRequest {
        var request = RemovalRequest(
            tenant: query.tenant,
            query: query,
            extent: .rows,
            actor: Event.Actor(type: .system, id: "retention"),
            reason: "policy"
        )
        request.manner.archive = archive
        return request
    }

    /// Prunes what a query finds, and says how to bring it back.
    private func prune(
        _ query: EventQuery,
        _ store: SQLiteEventStore,
        _ test: TestStore
    ) async throws -> RestorationRequest {
        let path = "\(test.folder.path)/archive-\(UUID().uuidString)"
        let archive = ArchiveFolder(path: path, ledger: store)
        _ = try await store.remove(self.removal(query, archive))
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: path).first)
        return RestorationRequest(
            tenant: query.tenant,
            archive: ArchiveReader(path: "\(path)/\(name)"),
            name: name,
            keys: [test.key.verifier],
            actor: Event.Actor(type: .user, id: "ada", isVerified: true)
        )
    }

    private func entries(
        _ store: SQLiteEventStore,
        _ tenant: TenantID = .default
    ) async throws -> [LedgerEntry] {
        let request = EntriesRequest(tenant: tenant, from: 0, upTo: 1 << 40, limit: 1 << 20)
        return try await store.entries(request).entries
    }

    private func sequences(_ store: SQLiteEventStore) async throws -> [Int64] {
        try await store.read { database in
            let statement = try RawStatement(
                "SELECT seq FROM event WHERE tenant = 1 ORDER BY idx",
                database
            )
            var found: [Int64] = []
            while try statement.step() { found.append(statement.integer(0)) }
            return found
        }
    }

    @Test func `gives the events of a store with one tenant their numbers again`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(900)
        let before = try await self.sequences(store)
        let kinds: Set<Event.Kind> = [.page, .cors, .system]
        let query = EventQuery(tenant: .default, kinds: kinds)
        _ = try await store.restore(try await self.prune(query, store, test))
        #expect(try await self.sequences(store).prefix(900) == before[...])
        #expect(try await test.findings(store) == [])
    }

    @Test func `finds what is back by words, in every segment`() async throws {
        let twin = try await SearchTwin(segments: 4)
        try await twin.index.catchUp()
        var query = EventQuery(tenant: .default, limit: 1_000)
        query.search = try SearchTerms("alice")
        // Rows that are not indexed are looked at one by one, which a busy machine does slowly.
        query.searchBudget = .seconds(60)
        let before = try await twin.store.page(query).events
        #expect(!before.isEmpty)
        let all = EventQuery(tenant: .default)
        let request = try await self.prune(all, twin.store, twin.test)
        #expect(try await twin.store.page(query).events.isEmpty)
        try await twin.index.catchUp()
        _ = try await twin.store.restore(request)
        #expect(try await twin.store.page(query).events == before, "before it is indexed")
        try await twin.index.catchUp()
        #expect(try await twin.store.page(query).events == before)
        #expect(try await twin.index.progress()?.isIdle == true)
    }

    @Test(arguments: [true, false])
    func `goes on where it was interrupted`(isReopened: Bool) async throws {
        struct Interruption: Error {}
        let test = try TestStore()
        let isArmed = Atomic(false)
        var store = try await test.open {
            if isArmed.load(ordering: .relaxed) { throw Interruption() }
        }
        try await store.fill(2_000)
        let before = try await self.entries(store)
        let request = try await self.prune(EventQuery(tenant: .default), store, test)
        isArmed.store(true, ordering: .relaxed)
        await #expect(throws: Interruption.self) { try await store.restore(request) }
        isArmed.store(false, ordering: .relaxed)
        let part = try await self.entries(store).count
        #expect(part > 2 && part < 2_000)
        #expect(try await test.findings(store) == [])
        if isReopened {
            try store.close()
            store = try await test.open()
        }
        let result = try await store.restore(request)
        // The records of the removal and of the first attempt are there, too.
        #expect(result.present == part - 2)
        #expect(result.count == 2_000 - (part - 2))
        #expect(try await self.entries(store).prefix(2_000) == before[...])
        #expect(try await test.findings(store) == [])
    }

    @Test func `lets events be recorded meanwhile`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(3_000)
        let request = try await self.prune(EventQuery(tenant: .default), store, test)
        async let result = store.restore(request)
        for seed in 0..<20 as Range<UInt64> { try await store.fill(10, seed: 50 + seed) }
        #expect(try await result.count == 3_000)
        #expect(try await self.entries(store).count == 3_000 + 200 + 2)
        #expect(try await test.findings(store) == [])
    }

    @Test func `brings nothing back behind an erasure that comes in between`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(3_000)
        var query = EventQuery(tenant: .default)
        query.filters = [EventFilter(.actorID, .equals("alice"))]
        let request = try await self.prune(EventQuery(tenant: .default), store, test)
        var erasure = self.removal(query, nil)
        erasure.extent = .sections([.who])
        async let restored = store.restore(request)
        for _ in 0..<8 {
            _ = try await store.remove(erasure)
            try await Task.sleep(for: .milliseconds(5))
        }
        _ = try await restored
        _ = try await store.remove(erasure)
        #expect(try await store.page(query).events.isEmpty)
        #expect(try await self.entries(store).filter { $0.event.index < 3_000 }.count == 3_000)
        #expect(try await test.findings(store) == [])
    }

    @Test func `leaves an event away whose id another one has got`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        let events = try await store.fill(50)
        let request = try await self.prune(EventQuery(tenant: .default), store, test)
        test.clock.advance(by: .seconds(86_400 * 40))
        _ = try await store.append(AppendRequest([]))
        try test.tamper("DELETE FROM spent_id")
        let taken = events[7]
        let again = EncodedEvent(
            header: taken.header,
            sections: taken.sections,
            stated: [.id]
        )
        _ = try await store.append(AppendRequest([again]))
        let result = try await store.restore(request)
        #expect(result.conflicts == 1)
        #expect(result.count == 49)
        #expect(try await test.findings(store) == [])
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `finds room among the rows of others, whatever was pruned and in whatever order`(
        seed: UInt64
    ) async throws {
        let test = try TestStore()
        let store = try await test.open()
        var samples = SampleEvents(seed: seed, time: TestStore.noon)
        let tenants = [TenantID.default, try TenantID("b"), try TenantID("c")]
        for _ in 0..<60 {
            let tenant = try #require(tenants.randomElement(using: &samples.generator))
            let count = Int.random(in: 1...6, using: &samples.generator)
            _ = try await store.append(AppendRequest(try samples.events(count, tenant: tenant)))
            test.clock.advance(by: .milliseconds(Int.random(in: 0...3, using: &samples.generator)))
        }
        var before: [TenantID: [LedgerEntry]] = [:]
        var requests: [RestorationRequest] = []
        for tenant in tenants { before[tenant] = try await self.entries(store, tenant) }
        for kind in Event.Kind.allCases.shuffled(using: &samples.generator).prefix(5) {
            for tenant in tenants where Bool.random(using: &samples.generator) {
                let query = EventQuery(tenant: tenant, kinds: [kind])
                guard try await store.count(query, limit: 1).count > 0 else { continue }
                requests.append(try await self.prune(query, store, test))
            }
        }
        for request in requests.shuffled(using: &samples.generator) {
            _ = try await store.restore(request)
        }
        for tenant in tenants {
            let rows = before[tenant] ?? []
            #expect(try await self.entries(store, tenant).prefix(rows.count) == rows[...])
            let findings = try await LedgerVerifier(
                ledger: store,
                serverName: test.key.name,
                keys: [test.key.verifier]
            ).verify(tenant).findings
            #expect(findings == [])
        }
    }

    @Test(arguments: [3, 1])
    func `moves rows where no number between the neighbours is free`(neighbour: Int) async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(20)
        let before = try await self.entries(store)
        var query = EventQuery(tenant: .default)
        query.from = before[2].event.time
        query.to = query.from
        let request = try await self.prune(query, store, test)
        try #require(try await self.entries(store).count == 20)
        try test.tamper("UPDATE event SET seq = 2 WHERE seq = \(neighbour)")
        _ = try await store.restore(request)
        #expect(try await self.entries(store).prefix(20) == before[...])
        #expect(try await self.sequences(store).prefix(20) == Array(0..<20 as Range<Int64>)[...])
        #expect(try await test.findings(store) == [])
    }
}
