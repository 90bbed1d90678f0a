import Foundation
import Logging
import Testing
import Trail
import TrailSQL
import TrailTesting

@testable import TrailSQLite

/// Figures of a store of several segments, held against a store that looks at every event.
@Suite struct FiguresTests {
    private struct Stores {
        let store: SQLiteEventStore
        let plain: InMemoryEventStore
        let test: TestStore
    }

    private static let noon = TestStore.noon

    /// Lets the next event be the first of a segment.
    private func begin(segment: Int64, _ test: TestStore) throws {
        try test.tamper(
            """
            INSERT INTO event (seq, tenant, idx, id, kind, occurred_at, recorded_at, action,
                outcome, time, problem, salts)
            VALUES (\((segment << SegmentSpan.bits) - 1), 999, \(segment), randomblob(16),
                0, 0, 0, 'a.b', 0, 0, 0, x'')
            """
        )
    }

    /// A store with some large and some small segments, and its plain twin.
    private func stores(paths: Int? = nil) async throws -> Stores {
        let test = try TestStore()
        let store = try await test.open()
        let plain = InMemoryEventStore(sealer: test.sealer(sharingMemory: false), clock: test.clock)
        var samples = SampleEvents(seed: 31, time: Self.noon)
        for (number, size) in [200, 20, 90, 300, 70].enumerated() {
            if number > 0 { try self.begin(segment: Int64(number), test) }
            var events: [EncodedEvent] = []
            for _ in 0..<size {
                var draft = samples.draft()
                if let paths, case .page = draft.detail {
                    let path = Int.random(in: 0..<paths, using: &samples.generator)
                    draft.detail = .page(PageDetail(path: "/\(path)"))
                }
                draft.occurredAt = self.moment(&samples, number)
                events.append(
                    EncodedEvent(try Event(draft, tenant: .default, now: Self.noon), stated: .all)
                )
            }
            _ = try await store.append(AppendRequest(events))
            _ = try await plain.append(AppendRequest(events))
            test.clock.advance(by: .seconds(1_800))
        }
        return Stores(store: store, plain: plain, test: test)
    }

    /// Mostly near the time of the segment, and now and then long before.
    private func moment(_ samples: inout SampleEvents, _ segment: Int) -> Timestamp {
        let isLate = Int.random(in: 0..<10, using: &samples.generator) == 0
        let range = isLate ? -200_000...0 : 1_500 * segment...1_500 * segment + 1_800
        let second = Int.random(in: range, using: &samples.generator)
        return Self.noon.advanced(by: .microseconds(second * 1_000_000 + second))
    }

    private func expectSame(_ stores: Stores, seed: UInt64, count: Int = 15) async throws {
        var samples = SampleEvents(seed: seed, time: Self.noon)
        for _ in 0..<count {
            var query = EventQuery(tenant: .default)
            func edge() -> Timestamp {
                let second = Int.random(in: -12_000...9_000, using: &samples.generator)
                return Self.noon.advanced(by: .microseconds(second * 1_000_001))
            }
            if Bool.random(using: &samples.generator) { query.from = edge() }
            if Bool.random(using: &samples.generator) { query.to = edge() }
            if Int.random(in: 0..<5, using: &samples.generator) == 0 {
                query.kinds = [.request, .login]
            }
            let request = FiguresRequest(
                query,
                interval: [.hour, .day, nil][Int.random(in: 0..<3, using: &samples.generator)],
                lists: Bool.random(using: &samples.generator)
                    ? Set(FiguresRequest.List.allCases) : []
            )
            let figures = try await stores.store.figures(request)
            let expected = try await stores.plain.figures(request)
            #expect(figures == expected, "\(request)")
        }
    }

    private func summarise(_ store: SQLiteEventStore) async throws -> Int {
        var count = 0
        while try await store.summariseNext() { count += 1 }
        return count
    }

    private func summaries(_ stores: Stores) async throws -> Int64? {
        try await stores.store.read {
            try $0.firstInteger("SELECT count(*) FROM summary WHERE tenant = 1")
        }
    }

    @Test func `are summed up in every store that is open, whichever of them fails`() async throws {
        let (one, other) = (try await self.stores(), try await self.stores())
        let gone = try await self.stores()
        try gone.store.close()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let keeper = FigureKeeper(logger: logger) { [gone.store, one.store, other.store] }
        for _ in 0..<4 { _ = await keeper.step() }
        #expect(try await self.summaries(one) == 3)
        #expect(try await self.summaries(other) == 3)
    }

    @Test func `are the same with summaries and without`() async throws {
        let stores = try await self.stores()
        try await self.expectSame(stores, seed: 1, count: 30)
        #expect(try await self.summarise(stores.store) == 4)
        // Of twenty events none is made.
        #expect(try await self.summaries(stores) == 3)
        try await self.expectSame(stores, seed: 2, count: 30)
        #expect(try await stores.test.findings(stores.store).isEmpty)
    }

    @Test func `follow the newest segment while it grows`() async throws {
        let stores = try await self.stores()
        _ = try await self.summarise(stores.store)
        var samples = SampleEvents(seed: 8, time: stores.test.clock.now())
        for _ in 0..<6 {
            let events = try samples.events(30)
            _ = try await stores.store.append(AppendRequest(events))
            _ = try await stores.plain.append(AppendRequest(events))
            try await self.expectSame(stores, seed: 3, count: 6)
        }
    }

    @Test func `forget what is removed, and are summed up anew`() async throws {
        let stores = try await self.stores()
        _ = try await self.summarise(stores.store)
        try await self.expectSame(stores, seed: 4)
        var erased = EventQuery(tenant: .default)
        erased.filters = [EventFilter(.actorID, .equals("alice"))]
        var pruned = EventQuery(tenant: .default, kinds: [.request, .login])
        pruned.to = Self.noon.advanced(by: .seconds(2_000))
        let demands: [(EventQuery, RemovalRequest.Extent)] = [
            (erased, .sections([.who])), (pruned, .rows),
        ]
        for (query, extent) in demands {
            let request = RemovalRequest(
                tenant: .default,
                query: query,
                extent: extent,
                actor: Event.Actor(type: .user, id: "operator", isVerified: true),
                reason: "demand"
            )
            _ = try await stores.store.remove(request)
            _ = try await stores.plain.remove(request)
            try await self.expectSame(stores, seed: 5)
            #expect(try await self.summarise(stores.store) > 0)
            try await self.expectSame(stores, seed: 6)
        }
        #expect(try await stores.test.findings(stores.store).isEmpty)
        let holdsAlice = try await stores.store.read {
            try $0.firstInteger("SELECT count(*) FROM summary WHERE instr(figures, 'alice') > 0")
        }
        // The names that were tried at logins are in no summary.
        #expect(holdsAlice == 0)
    }

    @Test func `are what they were when pruned events are back`() async throws {
        let stores = try await self.stores()
        _ = try await self.summarise(stores.store)
        // What is recorded of the acts is later.
        var query = EventQuery(tenant: .default)
        query.to = stores.test.clock.now().advanced(by: .seconds(-1))
        let lists = Set(FiguresRequest.List.allCases)
        let request = FiguresRequest(query, interval: .hour, lists: lists)
        let before = try await stores.store.figures(request)
        var pruned = EventQuery(tenant: .default, kinds: [.request, .login, .page])
        pruned.to = Self.noon.advanced(by: .seconds(6_000))
        let each: [(store: any EventStore, folder: String)] = [
            (stores.store, "archive"), (stores.plain, "plain"),
        ]
        var archives: [ArchiveReader] = []
        for (store, folder) in each {
            let path = stores.test.folder.file(folder)
            var removal = RemovalRequest(
                tenant: .default,
                query: pruned,
                extent: .rows,
                actor: Event.Actor(type: .system, id: "retention"),
                reason: "policy"
            )
            removal.manner.archive = ArchiveFolder(path: path, ledger: store)
            #expect(try await store.remove(removal).count > 100)
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: path).first)
            archives.append(ArchiveReader(path: "\(path)/\(name)"))
        }
        #expect(try await stores.store.figures(request) != before)
        try await self.expectSame(stores, seed: 7)
        #expect(try await self.summarise(stores.store) > 0)
        for ((store, _), archive) in zip(each, archives) {
            let restoration = RestorationRequest(
                tenant: .default,
                archive: archive,
                name: "archive",
                keys: [stores.test.key.verifier],
                actor: Event.Actor(type: .user, id: "ada", isVerified: true)
            )
            #expect(try await store.restore(restoration).count > 100)
        }
        for _ in 0..<2 {
            #expect(try await stores.store.figures(request) == before)
            try await self.expectSame(stores, seed: 8)
            _ = try await self.summarise(stores.store)
        }
        #expect(try await stores.test.findings(stores.store).isEmpty)
    }

    @Test func `are not stored if events changed meanwhile`() async throws {
        let stores = try await self.stores()
        let part = try await stores.store.read { try SummaryTable.nextOpen($0) }
        let stale = try #require(part)
        try await stores.store.write { database, _ in
            try SummaryTable.drop(tenant: stale.tenant, segment: stale.number, database)
            try SummaryTable.store(SegmentSummary(), of: stale, database)
        }
        #expect(try await self.summaries(stores) == 0)
        #expect(try await self.summarise(stores.store) == 4)
    }

    @Test func `are summed up for many small tenants at once`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        var samples = SampleEvents(seed: 12, time: Self.noon)
        for number in 0..<40 {
            let tenant = try TenantID("tenant-\(number)")
            let events = try (0..<(number == 7 ? 80 : 3)).map { _ in
                EncodedEvent(try Event(samples.draft(), tenant: tenant, now: Self.noon), stated: [])
            }
            _ = try await store.append(AppendRequest(events))
        }
        try self.begin(segment: 1, test)
        _ = try await store.append(AppendRequest(try samples.events(1)))
        #expect(try await self.summarise(store) <= 2)
        let states = try await store.read { database in
            try [1, 2].map {
                try database.firstInteger("SELECT count(*) FROM segment WHERE summarised = ?", $0)
            }
        }
        #expect(states == [1, 39])
    }

    @Test func `say when lists are estimates, and never count too much`() async throws {
        let stores = try await self.stores(paths: 2_000)
        var request = FiguresRequest(EventQuery(tenant: .default), lists: [.pages, .users])
        request.rowBudget = 100
        let partial = try await stores.store.figures(request)
        let exact = try await stores.plain.figures(request)
        #expect(partial.counts == exact.counts)
        #expect(!partial.isPartial)
        #expect(partial.users.isEstimate)
        for user in partial.users.entries {
            let trueCount = exact.users.entries.first { $0.value == user.value }?.count
            #expect(trueCount.map { $0 >= user.count } ?? true)
        }
        _ = try await self.summarise(stores.store)
        let whole = try await stores.store.figures(request)
        #expect(whole.users == exact.users)
        // With filters everything comes from rows.
        request.query.filters = [EventFilter(.actorID, .equals("bob"))]
        request.rowBudget = 10
        let own = try await stores.store.figures(request)
        #expect(own.isPartial && own.counts.total == 10)
    }

    @Test(arguments: [
        "UPDATE summary SET figures = zeroblob(length(figures))",
        "UPDATE summary SET figures = substr(figures, 1, length(figures) - 3)",
        "UPDATE summary SET figures = CAST(replace(figures, 'carol', 'mallo') AS BLOB)",
        "UPDATE summary SET figures = x'01ff'",
    ])
    func `are told by verification when they were forged`(sql: String) async throws {
        let stores = try await self.stores()
        _ = try await self.summarise(stores.store)
        try stores.test.tamper(sql)
        let findings = try await stores.test.findings(stores.store)
        #expect(findings.count == 3, "\(findings)")
        #expect(
            findings.allSatisfy {
                if case .wrongFigures = $0.what { $0.index == nil } else { false }
            }
        )
        let request = FiguresRequest(
            EventQuery(tenant: .default),
            lists: Set(FiguresRequest.List.allCases)
        )
        _ = try await stores.store.figures(request)
    }

    @Test func `count logins of an older store anew`() async throws {
        let stores = try await self.stores()
        let rollups = try await self.rollups(stores.store)
        try stores.store.close()
        try stores.test.tamper(
            """
            UPDATE rollup SET status_class = status_class + 70 WHERE kind = 3;
            DROP TABLE summary;
            DROP INDEX segment_unsummarised;
            ALTER TABLE segment DROP COLUMN summarised;
            ALTER TABLE segment DROP COLUMN revision;
            DELETE FROM grdb_migrations
            WHERE identifier IN ('0008-create-summary', '0010-renew-summaries');
            """
        )
        let store = try await stores.test.open()
        #expect(try await self.rollups(store) == rollups)
        #expect(try await stores.test.findings(store).isEmpty)
    }

    private func rollups(_ store: SQLiteEventStore) async throws -> [String] {
        try await store.read { database in
            let statement = try RawStatement(
                """
                SELECT concat FROM (SELECT tenant || ' ' || hour || ' ' || kind || ' ' || outcome
                    || ' ' || status_class || ' ' || count || ' ' || duration_sum AS concat
                    FROM rollup) ORDER BY concat
                """,
                database
            )
            var rows: [String] = []
            while try statement.step() { rows.append(statement.text(0)) }
            return rows
        }
    }
}
