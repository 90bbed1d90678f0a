internal import Trail

extension StoreConformance {
    static let paging = [
        Check("shows each event once, page by page, forwards") { try await $0.pagesForwards() },
        Check("leads back to where it came from") { try await $0.pagesBackwards() },
        Check("keeps pages the same while events arrive") { try await $0.pagesAreStable() },
        Check("pages on when events at its edge are removed") { try await $0.pagesPastRemoval() },
    ]

    static let orders: [EventQuery.Order] = [
        .newestFirst, .oldestFirst, .ledger, .ledgerReversed,
    ]

    private func pagesForwards() async throws {
        let (store, _) = try await self.open(holding: 230, seed: 40)
        let all = try await store.allEntries().map(\.event)
        for order in Self.orders {
            for limit in [1, 7, 50, 229, 230, 231, 1_000] {
                let query = EventQuery(tenant: .default, order: order, limit: limit)
                let pages = try await store.pages(query)
                try expect(
                    pages.allSatisfy { $0.events.count <= limit },
                    "a page is longer than \(limit)"
                )
                try expectEqual(
                    pages.flatMap { $0.events.map(\.index) },
                    order.sorted(all).map(\.index),
                    "indices in order \(order) at \(limit) a page"
                )
                try expect(pages[0].previous == nil, "the first page has a page before it")
            }
        }
    }

    private func pagesBackwards() async throws {
        let (store, _) = try await self.open(holding: 100, seed: 41)
        for order in Self.orders {
            var query = EventQuery(tenant: .default, order: order, limit: 9)
            let forwards = try await store.pages(query)
            var backwards: [SealedEvent] = []
            query.cursor = forwards.last { !$0.events.isEmpty }?.previous
            while query.cursor != nil {
                let page = try await store.page(query)
                backwards = page.events + backwards
                query.cursor = page.previous
            }
            let last = forwards.last { !$0.events.isEmpty }?.events ?? []
            try expectEqual(
                (backwards + last).map(\.index),
                forwards.flatMap { $0.events.map(\.index) },
                "indices read backwards in order \(order)"
            )
        }
    }

    private func pagesAreStable() async throws {
        let (store, fixture) = try await self.open(holding: 90, seed: 42)
        var samples = self.samples(43)
        for order in Self.orders {
            let before = try await store.allEntries().map(\.event)
            var query = EventQuery(tenant: .default, order: order, limit: 20)
            var seen: [UInt64] = []
            while true {
                let page = try await store.page(query)
                seen += page.events.map(\.index)
                guard let next = page.next else { break }
                query.cursor = next
                fixture.clock.advance(by: .milliseconds(100))
                _ = try await store.append(AppendRequest(try samples.events(3)))
            }
            try expectEqual(
                seen,
                order.sorted(before).map(\.index),
                "indices in order \(order) while events arrive"
            )
        }
    }

    private func pagesPastRemoval() async throws {
        let (store, fixture) = try await self.open(holding: 60, seed: 44)
        var query = EventQuery(tenant: .default, limit: 20)
        let first = try await store.page(query)
        let all = EventQuery.Order.newestFirst.sorted(
            try await store.allEntries().map(\.event)
        )
        let edge = try unwrap(first.events.last, "an event")
        let kind = EventQuery(tenant: .default, kinds: [edge.header.kind])
        _ = try await store.remove(self.request(kind, .rows))
        query.cursor = first.next
        let rest = try await store.pages(query).flatMap { $0.events.map(\.index) }
        let expected = all.dropFirst(20).filter { $0.header.kind != edge.header.kind }
        try expectEqual(rest, expected.map(\.index), "indices behind a removed event")
        try await self.expectIntact(store, fixture)
    }
}

extension EventReader {
    /// All pages from the query's cursor on.
    func pages(_ query: EventQuery) async throws -> [EventPage] {
        var query = query
        var pages: [EventPage] = []
        repeat {
            let page = try await self.page(query)
            pages.append(page)
            query.cursor = page.next
            try expect(pages.count < 10_000, "there is always one more page")
        } while query.cursor != nil
        return pages
    }
}

extension EventQuery.Order {
    /// Events as a page of this order shows them.
    func sorted(_ events: [SealedEvent]) -> [SealedEvent] {
        switch self {
        case .newestFirst: events.sorted { ($0.time, $0.index) > ($1.time, $1.index) }
        case .oldestFirst: events.sorted { ($0.time, $0.index) < ($1.time, $1.index) }
        case .ledger: events.sorted { $0.index < $1.index }
        case .ledgerReversed: events.sorted { $0.index > $1.index }
        }
    }
}
