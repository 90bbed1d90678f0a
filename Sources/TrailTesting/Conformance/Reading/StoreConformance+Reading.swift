internal import Trail

extension StoreConformance {
    static let reading = [
        Check("answers queries as plain reading does") { try await $0.answersQueries() },
        Check("bounds time at both ends, inclusive") { try await $0.boundsTime() },
        Check("finds an event by its id") { try await $0.findsByID() },
        Check("counts exactly up to the limit") { try await $0.counts() },
        Check("reads rows in ranges") { try await $0.readsRanges() },
        Check("answers for a tenant it does not know") { try await $0.answersForNobody() },
    ]

    private func answersQueries() async throws {
        let (store, _) = try await self.open(holding: 600, seed: 50)
        let all = try await store.allEntries().map(\.event)
        var samples = self.samples(51)
        for _ in 0..<150 {
            let query = samples.query()
            let expected = query.order.sorted(all.filter(query.matches))
            // Many small pages of one query say no more than some of them.
            if query.limit >= 50 || expected.count < 100 {
                let found = try await store.pages(query).flatMap(\.events)
                try expectEqual(found.map(\.index), expected.map(\.index), "indices for \(query)")
                try expectEqual(found, expected, "events for \(query)")
            }
            let count = try await store.count(query, limit: 10_000)
            try expectEqual(count, EventCount(expected.count), "count for \(query)")
        }
    }

    private func boundsTime() async throws {
        let (store, _) = try await self.open(holding: 80, seed: 52)
        let all = EventQuery.Order.oldestFirst.sorted(
            try await store.allEntries().map(\.event)
        )
        var query = EventQuery(tenant: .default, order: .oldestFirst, limit: 1_000)
        query.from = all[10].time
        query.to = all[60].time
        let expected = all.filter { $0.time >= all[10].time && $0.time <= all[60].time }
        try expectEqual(
            try await store.page(query).events.map(\.index),
            expected.map(\.index),
            "indices between two times"
        )
    }

    private func findsByID() async throws {
        let (store, _) = try await self.open(holding: 40, seed: 53)
        for entry in try await store.allEntries() {
            let found = try await store.event(entry.event.header.id, tenant: .default)
            try expectEqual(found, entry.event, "the event of an id")
        }
        var samples = self.samples(54)
        let unknown = try samples.event().header.id
        try expect(
            try await store.event(unknown, tenant: .default) == nil,
            "an unknown id finds an event"
        )
    }

    private func counts() async throws {
        let (store, _) = try await self.open(holding: 120, seed: 55)
        let query = EventQuery(tenant: .default, limit: 7)
        try expectEqual(try await store.count(query, limit: 120), EventCount(120), "count")
        let more = try await store.count(query, limit: 50)
        try expect(
            more == EventCount(120) || (more.isEstimate && more.count >= 50),
            "a count beyond its limit is neither exact nor an estimate: \(more)"
        )
    }

    private func readsRanges() async throws {
        let (store, _) = try await self.open(holding: 90, seed: 56)
        let all = try await store.allEntries()
        for (from, upTo, limit) in [(0, 90, 1_000), (5, 6, 10), (10, 80, 30), (89, 500, 1)] {
            var entries: [LedgerEntry] = []
            var next: UInt64? = UInt64(from)
            while let start = next {
                let page = try await store.entries(
                    EntriesRequest(
                        tenant: .default,
                        from: start,
                        upTo: UInt64(upTo),
                        limit: limit
                    )
                )
                try expect(page.entries.count <= limit, "more rows than asked for")
                entries += page.entries
                next = page.next
            }
            try expectEqual(entries, Array(all[from..<min(upTo, 90)]), "rows \(from)..<\(upTo)")
        }
        for entry in all {
            try expectEqual(
                entry.columns,
                EventColumns(of: entry.event),
                "the columns of row \(entry.event.index)"
            )
        }
        let none = try await store.entries(
            EntriesRequest(tenant: .default, from: 90, upTo: UInt64(Int64.max))
        )
        try expect(none.entries.isEmpty && none.next == nil, "there are rows beyond the head")
    }

    private func answersForNobody() async throws {
        let (store, _) = try await self.open()
        let nobody = try TenantID("nobody")
        let page = try await store.page(EventQuery(tenant: nobody))
        try expect(page.events.isEmpty && page.next == nil, "nobody has events")
        try expectEqual(
            try await store.count(EventQuery(tenant: nobody), limit: 10),
            EventCount(0),
            "count"
        )
        try expect(try await store.head(of: nobody) == nil, "nobody has a head")
        try expect(try await store.removals(of: nobody).isEmpty, "nobody has removals")
        try expect(try await store.allEntries(of: nobody).isEmpty, "nobody has rows")
    }
}
