import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

/// Searches by the index, held against a store that looks at every event.
@Suite struct SearchPageTests {
    private func query(_ samples: inout SampleEvents) throws -> EventQuery {
        var query = samples.query()
        query.search = try samples.search()
        query.limit = [3, 10, 50].randomElement(using: &samples.generator) ?? 10
        query.searchBudget = .seconds(60)
        return query
    }

    private func expectAgreement(_ twin: SearchTwin, seed: UInt64, queries: Int) async throws {
        var samples = SampleEvents(seed: seed, time: TestStore.noon)
        for _ in 0..<queries {
            var query = try self.query(&samples)
            var plain = query
            for _ in 0..<6 {
                let page = try await twin.store.page(query)
                let expected = await twin.plain.page(plain)
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
                plain.cursor = cursor
            }
            query.cursor = nil
            let count = try await twin.store.count(query, limit: 10_000)
            let expected = await twin.plain.count(query, limit: 10_000)
            #expect(count == expected, "\(query)")
        }
    }

    @Test func `agree with a store that looks at every event`() async throws {
        let twin = try await SearchTwin(segments: 12)
        try await self.expectAgreement(twin, seed: 80, queries: 10)
        // Now with all segments but the last in the index.
        let progress = try await twin.index.catchUp()
        #expect(progress.eventsBehind > 0 && progress.eventsBehind < 90)
        try await self.expectAgreement(twin, seed: 81, queries: 40)
        // And with rows that came later.
        var samples = SampleEvents(seed: 82, time: TestStore.noon)
        try await twin.append(try samples.events(70))
        try await self.expectAgreement(twin, seed: 83, queries: 10)
    }

    @Test func `agree while the newest segment grows in short runs`() async throws {
        let twin = try await SearchTwin(segments: 2)
        var samples = SampleEvents(seed: 84, time: TestStore.noon)
        for _ in 0..<2 {
            try await twin.append(try samples.events(2_100))
            try await twin.index.catchUp()
        }
        try await twin.append(try samples.events(40))
        let runs = try IndexContents(twin.store.searchPath).runs
        #expect(runs.count == 3)
        #expect(try await twin.index.step().eventsBehind < 300)
        try await self.expectAgreement(twin, seed: 85, queries: 6)
    }

    @Test func `come back short when time is up, and miss nothing`() async throws {
        let twin = try await SearchTwin(segments: 8)
        var samples = SampleEvents(seed: 86, time: TestStore.noon)
        for round in 0..<24 {
            if round == 6 { try await twin.index.catchUp() }
            var query = try self.query(&samples)
            query.limit = 20
            var whole = query
            whole.limit = 10_000
            let expected = await twin.plain.page(whole).events.map(\.header.id)
            query.searchBudget = .zero
            var found: [EventID] = []
            var pages = 0
            var last: EventPage?
            repeat {
                let page = try await twin.store.page(query)
                found += page.events.map(\.header.id)
                query.cursor = page.next
                if !page.events.isEmpty { last = page }
                pages += 1
            } while query.cursor != nil && pages < 2_000
            #expect(found == expected, "\(query)")
            // And back again, from the last page that has something.
            guard let last, last.previous != nil else { continue }
            var back = last.events.map(\.header.id)
            query.cursor = last.previous
            while query.cursor != nil, pages < 4_000 {
                let page = try await twin.store.page(query)
                back = page.events.map(\.header.id) + back
                query.cursor = page.previous
                pages += 1
            }
            #expect(back == expected, "\(query)")
        }
    }

    @Test func `estimate what there is no time to count`() async throws {
        let twin = try await SearchTwin(segments: 12)
        try await twin.index.catchUp()
        for text in ["firefox", "\"linux x86\"", "a*"] {
            var query = EventQuery(tenant: .default)
            query.search = try SearchTerms(text)
            let exact = await twin.plain.count(query, limit: 10_000).count
            query.searchBudget = .zero
            let count = try await twin.store.count(query, limit: 10_000)
            #expect(count.isEstimate)
            #expect(count.count >= exact / 5 && count.count <= exact * 5, "\(text)")
        }
    }

    @Test func `finds by the words of other filters, too`() throws {
        var query = EventQuery(tenant: .default)
        query.filters = [EventFilter(.url, .equals("/orders/42"))]
        #expect(
            SearchPlan(query)?.needs == [.term(IndexTerm("orders")), .term(IndexTerm("42"))]
        )
        query.filters = [EventFilter(.actorID, .equals("alice"))]
        #expect(SearchPlan(query) == nil, "the index of actors leads better")
        query.search = try SearchTerms("inv*")
        #expect(
            SearchPlan(query)?.needs == [.term(IndexTerm("alice")), .beginning(Array("inv".utf8))]
        )
        query.filters = [EventFilter(.status, .numberIn([200])), EventFilter(.url, .contains("a"))]
        #expect(SearchPlan(query)?.needs.count == 1)
        #expect(SearchPlan(query)?.isExact == false)
    }
}

extension IndexTerm {
    fileprivate init(_ word: String) {
        self.init(Array(word.utf8))
    }
}
