import Testing
import Trail
import TrailSQL
import TrailTesting

@testable import TrailSQLite

/// Pages over a store of several segments, held against a store that looks at every event.
@Suite struct SegmentedPageTests {
    @Test func `makes a page of large events short, and misses none`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        let text = String(repeating: "x", count: 200_000)
        let drafts = (0..<100).map { number in
            Event.Draft(.page(PageDetail(path: "/\(number)")), metadata: ["text": .string(text)])
        }
        for draft in drafts {
            let event = try Event(draft, tenant: .default, now: .now())
            _ = try await store.append(AppendRequest([EncodedEvent(event, stated: [])]))
        }
        var query = EventQuery(tenant: .default, order: .ledger, limit: 1_000)
        var pages: [Int] = []
        while true {
            let page = try await store.page(query)
            pages.append(page.events.count)
            guard let next = page.next else { break }
            query.cursor = next
        }
        #expect(pages.reduce(0, +) == 100)
        #expect(pages.allSatisfy { $0 <= 42 })
        var from: UInt64? = 0
        var entries: [Int] = []
        while let start = from {
            let part = try await store.entries(
                EntriesRequest(tenant: .default, from: start, upTo: 100, limit: 1_000)
            )
            entries.append(part.entries.count)
            from = part.next
        }
        #expect(entries.reduce(0, +) == 100)
        #expect(entries.allSatisfy { $0 <= 42 })
    }

    /// A store whose events lie in many segments that overlap in time, and its plain twin.
    private func stores() async throws -> (SQLiteEventStore, InMemoryEventStore, TestStore) {
        let test = try TestStore()
        let store = try await test.open()
        let plain = InMemoryEventStore(sealer: test.sealer(sharingMemory: false), clock: test.clock)
        var samples = SampleEvents(seed: 31, time: TestStore.noon)
        let other = try TenantID("other")
        for segment in 1...12 {
            var events = try samples.events(Int.random(in: 1...60, using: &samples.generator))
            events += try samples.events(3, tenant: other)
            // Many events of one and the same time, as imports have them.
            let tied = try samples.events(20).map { event in
                EncodedEvent(
                    header: EventHeader(
                        id: event.header.id,
                        tenant: event.header.tenant,
                        kind: event.header.kind,
                        occurredAt: TestStore.noon,
                        action: event.header.action,
                        outcome: event.header.outcome
                    ),
                    sections: event.sections,
                    stated: event.stated
                )
            }
            _ = try await store.append(AppendRequest(events + tied))
            _ = try await plain.append(AppendRequest(events + tied))
            test.clock.advance(by: .seconds(300))
            try self.begin(segment: Int64(segment), test)
        }
        return (store, plain, test)
    }

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

    @Test func `agree with a store that looks at every event`() async throws {
        let (store, plain, _) = try await self.stores()
        var samples = SampleEvents(seed: 77, time: TestStore.noon)
        for _ in 0..<60 {
            var query = samples.query()
            query.limit = [3, 10, 50].randomElement(using: &samples.generator) ?? 10
            var twin = query
            var steps = 0
            while steps < 25 {
                let page = try await store.page(query)
                let expected = await plain.page(twin)
                #expect(
                    page.events.map(\.header.id) == expected.events.map(\.header.id),
                    "\(query)"
                )
                #expect(page.next == expected.next, "\(query)")
                #expect(page.previous == expected.previous, "\(query)")
                // Mostly on, now and then back.
                let goesOn = Int.random(in: 0..<4, using: &samples.generator) > 0
                guard let cursor = goesOn ? page.next : page.previous ?? page.next else { break }
                query.cursor = cursor
                twin.cursor = cursor
                steps += 1
            }
            query.cursor = nil
            let count = try await store.count(query, limit: 10_000)
            let expected = await plain.count(query, limit: 10_000)
            #expect(count == expected, "\(query)")
        }
    }

    @Test func `come back short when the budget is used up, and miss nothing`() async throws {
        let (store, plain, _) = try await self.stores()
        var samples = SampleEvents(seed: 78, time: TestStore.noon)
        for _ in 0..<25 {
            var query = samples.query()
            query.filters.append(EventFilter(.method, .oneOf(["GET", "POST"])))
            query.limit = 20
            query.scanBudget = 7
            var whole = query
            whole.limit = 10_000
            let expected = await plain.page(whole).events.map(\.header.id)
            var found: [EventID] = []
            var steps = 0
            while steps < 1_000 {
                let page = try await store.page(query)
                found += page.events.map(\.header.id)
                steps += 1
                guard let next = page.next else { break }
                query.cursor = next
            }
            #expect(found == expected, "\(query)")
        }
    }

    @Test func `estimates what is too much to count`() async throws {
        let (store, plain, _) = try await self.stores()
        var query = EventQuery(tenant: .default)
        query.filters = [EventFilter(.actorID, .equals("alice"))]
        let exact = await plain.count(query, limit: 10_000).count
        let estimate = try await store.count(query, limit: 10)
        #expect(estimate.isEstimate)
        #expect(estimate.count > exact / 4 && estimate.count < exact * 4)
        query.filters.append(EventFilter(.method, .equals("GET")))
        query.scanBudget = 5
        let rough = try await store.count(query, limit: 10)
        #expect(rough.isEstimate)
    }
}
