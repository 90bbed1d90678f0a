import Synchronization
import Testing
import Trail
import TrailSQL
import TrailTesting

@testable import TrailSQLite

/// Segments that are summed up as a whole, by parts of hours, and while they grow.
@Suite struct SegmentFiguresTests {
    private static let noon = TestStore.noon

    private static func visits(_ count: Int, every step: Duration) throws -> [EncodedEvent] {
        try (0..<count).map { number in
            var draft = Event.Draft(.page(PageDetail(path: "/\(number % 100)")))
            draft.occurredAt = self.noon.advanced(by: step * number)
            draft.context.ip = "192.0.2.\(number % 200)"
            return EncodedEvent(
                try Event(draft, tenant: .default, now: self.noon.advanced(by: .seconds(7_200))),
                stated: .all
            )
        }
    }

    @Test func `divide a crowded hour, so that a window cuts through few events`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        let plain = InMemoryEventStore(sealer: test.sealer(sharingMemory: false), clock: test.clock)
        // What is said to happen later than it is recorded is not believed.
        test.clock.advance(by: .seconds(7_200))
        let events = try Self.visits(9_000, every: .milliseconds(200))
        for store in [store, plain] as [any EventStore] {
            _ = try await store.append(AppendRequest(events))
        }
        try test.beginAnotherSegment()
        let last = try Self.visits(1, every: .zero)
        for store in [store, plain] as [any EventStore] {
            _ = try await store.append(AppendRequest(last))
        }
        #expect(try await store.summariseNext())
        let parts = try await store.read { database in
            try SummaryTable.withSummary(tenant: 1, segment: 0, database) { memory in
                StoredSummary(memory)?.buckets.map(\.hour)
            }
        }
        let hours = try #require(parts ?? nil)
        #expect(hours.count == 3 && Set(hours).count == 1)
        let windows: [(Int?, Int?)] = [
            (nil, nil), (100, nil), (nil, 1_700), (299, 1_201), (600, 601),
        ]
        for (from, to) in windows {
            var query = EventQuery(tenant: .default)
            query.from = from.map { Self.noon.advanced(by: .milliseconds($0 * 1_000 + 1)) }
            query.to = to.map { Self.noon.advanced(by: .milliseconds($0 * 1_000 + 1)) }
            let request = FiguresRequest(
                query,
                interval: .hour,
                lists: Set(FiguresRequest.List.allCases)
            )
            let figures = try await store.figures(request)
            #expect(try await figures == plain.figures(request), "\(request)")
        }
        #expect(try await test.findings(store).isEmpty)
    }

    @Test func `are brought up to date before anybody asks again`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        _ = try await store.append(AppendRequest(try Self.visits(80, every: .seconds(1))))
        func remembered() -> Int64? { store.openSegments.withLock { $0[1]?.summary.events } }
        #expect(remembered() == nil)
        try await store.followNewest()
        #expect(remembered() == 80)
        _ = try await store.append(AppendRequest(try Self.visits(30, every: .seconds(2))))
        #expect(remembered() == 80)
        try await store.followNewest()
        #expect(remembered() == 110)
        try test.beginAnotherSegment()
        _ = try await store.append(AppendRequest(try Self.visits(70, every: .seconds(3))))
        try await store.followNewest()
        #expect(remembered() == 70)
    }

    @Test func `are counted only where that is asked for`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        test.clock.advance(by: .seconds(7_200))
        _ = try await store.append(AppendRequest(try Self.visits(240, every: .seconds(30))))
        var query = EventQuery(tenant: .default)
        query.from = Self.noon.advanced(by: .seconds(1_234))
        var request = FiguresRequest(query, lists: [.pages, .addresses])
        let counted = try await store.figures(request)
        request.isCounting = false
        let figures = try await store.figures(request)
        #expect(figures.counts.total == 0 && counted.counts.total > 0)
        #expect(figures.pages == counted.pages && figures.addresses == counted.addresses)
    }

    @Test func `tell since when failed logins were looked at where there are more`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        let events = try (0..<30).map { number in
            var draft = Event.Draft(.login(LoginDetail(.failed, username: "ada")))
            draft.occurredAt = Self.noon.advanced(by: .seconds(number))
            draft.context.ip = "192.0.2.7"
            return EncodedEvent(
                try Event(draft, tenant: .default, now: Self.noon.advanced(by: .seconds(60))),
                stated: .all
            )
        }
        _ = try await store.append(AppendRequest(events))
        var request = SuspectsRequest(EventQuery(tenant: .default))
        let all = try await store.suspects(request)
        #expect(all.since == nil && all.entries.first?.total == 30)
        request.rowBudget = 10
        let newest = try await store.suspects(request)
        #expect(newest.isPartial && newest.entries.first?.total == 10)
        #expect(newest.since == Self.noon.advanced(by: .seconds(20)))
    }
}
