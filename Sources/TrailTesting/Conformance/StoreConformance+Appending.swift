internal import MerkleLog
internal import Trail

extension StoreConformance {
    static let appending = [
        Check("seals events in order and without a gap") { try await $0.sealsInOrder() },
        Check("keeps tenants apart") { try await $0.keepsTenantsApart() },
        Check("reports the sealed batches") { try await $0.reportsBatches() },
        Check("stores all of a request or nothing") { try await $0.storesAllOrNothing() },
        Check("lets many writers share one ledger") { try await $0.sharesOneLedger() },
        Check("takes an empty request") { try await $0.takesAnEmptyRequest() },
    ]

    private func sealsInOrder() async throws {
        let (store, _) = try await self.open()
        var samples = self.samples(1)
        var appended: [EncodedEvent] = []
        for size in [1, 5, 300] {
            let events = try samples.events(size)
            let result = try await store.append(AppendRequest(events))
            try expectEqual(result.outcomes.count, size, "outcomes")
            for (event, outcome) in zip(events, result.outcomes) {
                let receipt = try outcome.sealedReceipt()
                try expectEqual(receipt.id, event.header.id, "id of a receipt")
                try expectEqual(receipt.index, UInt64(appended.count), "index of a receipt")
                appended.append(event)
            }
        }
        let entries = try await store.allEntries()
        try expectEqual(entries.count, appended.count, "rows")
        for (index, (entry, event)) in zip(entries, appended).enumerated() {
            try expectEqual(entry.event.index, UInt64(index), "index of a row")
            try expectEqual(entry.event.header, event.header, "header of row \(index)")
            try expectEqual(entry.event.sections, event.sections, "sections of row \(index)")
            try expectEqual(
                entry.event.leaf,
                LeafData.hash(of: entry.event),
                "leaf of row \(index)"
            )
        }
    }

    private func keepsTenantsApart() async throws {
        let (store, fixture) = try await self.open()
        let tenants = try ["acme", "blue.org"].map { try TenantID($0) }
        var samples = self.samples(2)
        var events: [EncodedEvent] = []
        for position in 0..<60 {
            events.append(try samples.event(tenant: tenants[position % 2]))
        }
        let result = try await store.append(AppendRequest(events))
        for (position, outcome) in result.outcomes.enumerated() {
            try expectEqual(
                try outcome.sealedReceipt().index,
                UInt64(position / 2),
                "index in the tenant's own ledger"
            )
        }
        try expectEqual(try await store.tenants(), tenants, "tenants by name")
        for (tenant, other) in [(tenants[0], tenants[1]), (tenants[1], tenants[0])] {
            let own = events.filter { $0.header.tenant == tenant }
            let entries = try await store.allEntries(of: tenant)
            try expectEqual(
                entries.map(\.event.header.id),
                own.map(\.header.id),
                "the ids in the ledger of \(tenant)"
            )
            let count = try await store.count(EventQuery(tenant: tenant), limit: 1_000)
            try expectEqual(count.count, own.count, "events of \(tenant)")
            let page = try await store.page(EventQuery(tenant: tenant, limit: 1_000))
            try expect(
                page.events.allSatisfy { $0.header.tenant == tenant },
                "a page of \(tenant) shows events of another tenant"
            )
            let foreign = try await store.event(own[0].header.id, tenant: other)
            try expect(foreign == nil, "\(other) sees an event of \(tenant)")
        }
        try await self.expectIntact(store, fixture)
    }

    private func reportsBatches() async throws {
        let (store, _) = try await self.open()
        let tenants = try ["one", "two"].map { try TenantID($0) }
        var samples = self.samples(3)
        let events =
            try samples.events(3, tenant: tenants[0])
            + samples.events(2, tenant: tenants[1])
        let result = try await store.append(AppendRequest(events))
        try expectEqual(result.batches.count, 2, "batches, one a tenant")
        for batch in result.batches {
            let tenant = batch.head.tenant
            let stored = try await store.allEntries(of: tenant).map(\.event)
            try expectEqual(batch.events, stored, "the events of the batch of \(tenant)")
            try expectEqual(batch.head, try await store.presentHead(of: tenant), "its head")
        }
        let again = try await store.append(AppendRequest(events))
        try expect(
            again.batches.allSatisfy(\.events.isEmpty),
            "a request of repetitions reports events as sealed"
        )
    }

    private func storesAllOrNothing() async throws {
        let (store, fixture) = try await self.open()
        let early = try TenantID("early")
        let late = try TenantID("late")
        var samples = self.samples(4)
        fixture.clock.advance(by: .seconds(3_600))
        _ = try await store.append(AppendRequest([try samples.event(tenant: late)]))
        fixture.clock.advance(by: .seconds(-3_600))
        let request = AppendRequest([
            try samples.event(tenant: early), try samples.event(tenant: late),
        ])
        try await expectRefusal([.clockBehind], "appending under a wrong clock") {
            _ = try await store.append(request)
        }
        try expectEqual(try await store.head(of: early)?.size ?? 0, 0, "events of \(early)")
        try expectEqual(try await store.presentHead(of: late).size, 1, "events of \(late)")
        fixture.clock.advance(by: .seconds(3_600))
        let outcomes = try await store.append(request).outcomes
        for outcome in outcomes {
            _ = try outcome.sealedReceipt()
        }
        try await self.expectIntact(store, fixture)
    }

    private func sharesOneLedger() async throws {
        let (store, fixture) = try await self.open()
        let writers = 20
        let each = 10
        var indices: [UInt64] = []
        try await withThrowingTaskGroup(of: [UInt64].self) { group in
            for writer in 0..<writers {
                var samples = self.samples(UInt64(100 + writer))
                let events = try samples.events(each)
                group.addTask {
                    let outcomes = try await store.append(AppendRequest(events)).outcomes
                    return try outcomes.map { try $0.sealedReceipt().index }
                }
            }
            for try await own in group {
                try expectEqual(own, own.sorted(), "the order within a request")
                indices += own
            }
        }
        let all = (0..<UInt64(writers * each)).map { $0 }
        try expectEqual(indices.sorted(), all, "the indices of all writers")
        try await self.expectIntact(store, fixture)
    }

    private func takesAnEmptyRequest() async throws {
        let (store, _) = try await self.open()
        let result = try await store.append(AppendRequest([]))
        try expect(result.outcomes.isEmpty, "an empty request has outcomes")
        try expect(try await store.tenants().isEmpty, "an empty request made a ledger")
    }
}
