internal import Trail

extension StoreConformance {
    static let search = [
        Check("finds words, phrases and beginnings") { try await $0.searches() },
        Check("counts what a search finds") { try await $0.countsSearches() },
        Check("finds nothing by what is gone") { try await $0.forgetsWords() },
        Check("searches one tenant alone") { try await $0.searchesOneTenant() },
    ]

    private func searches() async throws {
        let (store, _) = try await self.open(holding: 300, seed: 70)
        let all = try await store.allEntries().map(\.event)
        var samples = self.samples(71)
        for _ in 0..<50 {
            var query = samples.query()
            query.search = try samples.search()
            let expected = query.order.sorted(all.filter(query.matches))
            guard query.limit >= 50 || expected.count < 60 else { continue }
            let found = try await store.pages(query).flatMap(\.events)
            try expectEqual(found.map(\.index), expected.map(\.index), "indices for \(query)")
        }
    }

    private func countsSearches() async throws {
        let (store, _) = try await self.open(holding: 200, seed: 72)
        let all = try await store.allEntries().map(\.event)
        var samples = self.samples(73)
        for _ in 0..<25 {
            var query = samples.query()
            query.search = try samples.search()
            query.searchBudget = .seconds(60)
            let expected = EventCount(all.filter(query.matches).count)
            try expectEqual(
                try await store.count(query, limit: 10_000),
                expected,
                "count for \(query)"
            )
        }
    }

    private func forgetsWords() async throws {
        let (store, fixture) = try await self.open(holding: 200, seed: 74)
        var query = EventQuery(tenant: .default, limit: 1_000)
        query.searchBudget = .seconds(60)
        query.search = try SearchTerms("alice")
        let found = try await store.page(query).events
        try expect(!found.isEmpty, "nobody is found")
        _ = try await store.remove(self.request(query, .sections([.who, .where, .what])))
        try expect(try await store.page(query).events.isEmpty, "an erased word is found")
        query.search = try SearchTerms("bob")
        _ = try await store.remove(self.request(query, .rows))
        try expect(try await store.page(query).events.isEmpty, "a pruned event is found")
        try await self.expectIntact(store, fixture)
    }

    private func searchesOneTenant() async throws {
        let (store, _) = try await self.open(holding: 60, seed: 75)
        let other = try TenantID("other")
        var samples = self.samples(76)
        _ = try await store.append(AppendRequest(try samples.events(60, tenant: other)))
        for tenant in [TenantID.default, other] {
            var query = EventQuery(tenant: tenant, limit: 1_000)
            query.searchBudget = .seconds(60)
            query.search = try SearchTerms("firefox")
            let found = try await store.page(query).events
            try expect(found.allSatisfy { $0.header.tenant == tenant }, "another tenant's event")
            let expected = try await store.allEntries(of: tenant).map(\.event)
                .filter(query.matches).count
            try expectEqual(found.count, expected, "events found of \(tenant)")
        }
    }
}
