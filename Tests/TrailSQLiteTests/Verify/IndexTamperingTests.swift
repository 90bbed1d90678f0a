import Testing
import Trail

@testable import TrailSQLite

/// Events that are there, and that an altered index hides from whoever lists them.
@Suite struct IndexTamperingTests {
    private static let indexes =
        EventIndex.allCases.map(\.rawValue) + LedgerIndex.allCases.map(\.rawValue)

    /// A store of 600 events, altered behind its back.
    private func store(
        _ test: TestStore,
        after steps: [String]
    ) async throws -> SQLiteEventStore {
        let store = try await test.open()
        try await store.fill(600)
        for step in steps { try test.tamper(step) }
        return store
    }

    @Test(arguments: Self.indexes)
    func `finds an index that hides events, and makes it anew`(index: String) async throws {
        let test = try TestStore()
        let store = try await self.store(test, after: IndexTampering.hideHalf(index))
        let report = try await test.report(store)
        let finding = VerificationFinding.What.wrongIndex(index, .unfit)
        #expect(report.findings.contains { $0.what == finding }, "\(report.findings)")
        let isPlace = index == LedgerIndex.place.rawValue
        #expect((report.alterationCount > 0) == isPlace)
        #expect(report.mayHideRows)
        #expect(try await store.rebuildPlaces(report).indexes == (isPlace ? 1 : 0))
        let second = try await test.report(store)
        #expect(second.alterationCount == 0, "\(second.findings)")
        #expect(try await store.rebuild(second).indexes == (isPlace ? 0 : 1))
        #expect(try await test.findings(store).isEmpty)
    }

    @Test(arguments: Self.indexes)
    func `finds an index that is gone, and makes it anew`(index: String) async throws {
        let test = try TestStore()
        let store = try await self.store(test, after: ["DROP INDEX \(index)"])
        let report = try await test.report(store)
        #expect(report.findings.map(\.what) == [.wrongIndex(index, .missing)])
        #expect(report.alterationCount == 0)
        // Without the index that says where they are no rows can be gone through.
        #expect(report.isWhole == (index != LedgerIndex.place.rawValue))
        _ = try await store.rebuildPlaces(report)
        _ = try await store.rebuild(test.report(store))
        #expect(try await test.findings(store).isEmpty)
        #expect(try await store.checkSchema().isEmpty)
    }

    @Test func `makes the index anew by which summed up figures are read`() async throws {
        let test = try TestStore()
        let store = try await self.store(test, after: [])
        try test.beginAnotherSegment()
        try await store.fill(1, seed: 9)
        try test.tamper("DELETE FROM event WHERE tenant = 999")
        while try await store.summariseNext() {}
        let summaries = try await store.read {
            try $0.firstInteger("SELECT count(*) FROM summary")
        }
        #expect(summaries ?? 0 > 0)
        try test.tamper("DROP INDEX event_kind")
        let report = try await test.report(store)
        #expect(report.findings.map(\.what) == [.wrongIndex("event_kind", .missing)])
        #expect(report.isWhole)
        #expect(try await store.rebuild(report).indexes == 1)
        #expect(try await test.findings(store).isEmpty)
    }

    @Test(arguments: Self.indexes)
    func `finds an index that was made one of some rows only`(index: String) async throws {
        let test = try TestStore()
        let store = try await self.store(
            test,
            after: Array(IndexTampering.hideHalf(index).dropLast())
        )
        let report = try await test.report(store)
        #expect(report.findings.contains { $0.what == .wrongIndex(index, .altered) })
        _ = try await store.rebuildPlaces(report)
        _ = try await store.rebuild(test.report(store))
        #expect(try await test.findings(store).isEmpty)
        #expect(try await store.checkSchema().isEmpty)
    }

    @Test func `finds indexes whose names were exchanged`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(600)
        try store.close()
        try test.tamper(IndexTampering.exchange("event_actor", "event_ip"))
        let again = try await test.open()
        let found = try await test.findings(again).map(\.what)
        #expect(
            Set(found) == [.wrongIndex("event_actor", .unfit), .wrongIndex("event_ip", .unfit)]
        )
    }

    @Test func `finds entries of segments that have no rows`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(20)
        let index = "event_actor"
        for step in IndexTampering.leaveEntryWithoutRow(index) { try test.tamper(step) }
        let found = try await test.findings(store).map(\.what)
        #expect(found.contains(.wrongIndex(index, .unfit)), "\(found)")
    }

    @Test func `finds an index of others, and drops it`() async throws {
        let test = try TestStore()
        let store = try await self.store(
            test,
            after: ["CREATE INDEX mine ON event (action)", "ANALYZE", "CREATE TABLE theirs (x)"]
        )
        let report = try await test.report(store)
        #expect(report.findings.map(\.what) == [.wrongIndex("mine", .foreign)])
        #expect(try await store.rebuild(report).indexes == 1)
        #expect(try await test.findings(store).isEmpty)
    }

    @Test(arguments: [
        (
            "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END",
            "the trigger t is none of Trail's"
        ),
        (
            "CREATE TRIGGER t AFTER INSERT ON EVENT BEGIN DELETE FROM event; END",
            "the trigger t is none of Trail's"
        ),
        (
            "CREATE TRIGGER sqlitexstat AFTER INSERT ON event BEGIN DELETE FROM event; END",
            "the trigger sqlitexstat is none of Trail's"
        ),
        ("ALTER TABLE user ADD COLUMN x TEXT", "the table user is not defined as Trail defines it"),
        ("DROP TABLE legal_hold", "the table legal_hold is missing"),
    ])
    func `finds tables that were altered, and does not mend them`(
        sql: String,
        sentence: String
    ) async throws {
        let test = try TestStore()
        let store = try await self.store(test, after: [sql])
        let report = try await test.report(store)
        #expect(report.findings.contains { $0.what == .alteredTable(sentence) })
        #expect(report.alterationCount > 0)
        await expect(throwing: .ledgerDamaged) { _ = try await store.rebuild(report) }
    }

    @Test func `has SQLite look at the other tables`() async throws {
        let test = try TestStore()
        let hold = """
            INSERT INTO legal_hold VALUES (randomblob(16), 'default', '{}', 'r', 'm', 1, NULL, NULL)
            """
        let index = "legal_hold_tenant"
        let hidden = IndexTampering.narrow(index, to: "tenant <> 'default'")
        let store = try await self.store(test, after: [hold] + hidden)
        let report = try await test.report(store)
        #expect(report.findings.map(\.what) == [.wrongIndex(index, .unfit)])
        #expect(try await store.rebuild(report).indexes == 1)
        #expect(try await test.findings(store).isEmpty)
    }

    @Test func `writes to no store whose tables or unique indexes were altered`() async throws {
        for sql in [
            "DROP INDEX event_id", "DROP INDEX event_idx",
            "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END",
        ] {
            let test = try TestStore()
            try await self.store(test, after: [sql]).close()
            await expect(throwing: .ledgerDamaged) { _ = try await test.open() }
        }
        let test = try TestStore()
        try await self.store(test, after: ["DROP INDEX event_actor"]).close()
        let store = try await test.open()
        try await store.fill(1, seed: 7)
        #expect(try await store.checkSchema().map(\.what) == [.wrongIndex("event_actor", .missing)])
    }

    @Test func `says of a list without its index what is wrong`() async throws {
        let test = try TestStore()
        let store = try await self.store(test, after: ["DROP INDEX event_kind"])
        var query = EventQuery(tenant: .default)
        query.kinds = [.login]
        await expect(throwing: .ledgerDamaged) { _ = try await store.page(query) }
    }

    @Test func `finds a ledger that was put under another name or key`() async throws {
        for change in ["origin = 'other.example/default'", "verifier = 'x'"] {
            let test = try TestStore()
            let store = try await self.store(test, after: ["UPDATE tenant SET \(change)"])
            let report = try await test.report(store)
            #expect(report.findings.map(\.what) == [.wrongIdentity])
            #expect(report.alterationCount == 1)
        }
    }
}
