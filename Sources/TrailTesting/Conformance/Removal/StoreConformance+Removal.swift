internal import MerkleLog
internal import Trail

extension StoreConformance {
    static let removal = [
        Check("prunes rows under a sealed record") { try await $0.prunes() },
        Check("erases sections under a sealed record") { try await $0.erases() },
        Check("removes only what was recorded before the cutoff") { try await $0.heedsCutoff() },
        Check("records nothing where there is nothing to remove") { try await $0.removesNothing() },
        Check("never removes the records of removals") { try await $0.keepsRecords() },
        Check("leaves other tenants alone") { try await $0.removesInOneTenant() },
    ]

    func request(
        _ query: EventQuery,
        _ extent: RemovalRequest.Extent,
        before cutoff: Timestamp? = nil
    ) -> RemovalRequest {
        RemovalRequest(
            tenant: query.tenant,
            query: query,
            bounds: RemovalRequest.Bounds(recordedBefore: cutoff),
            extent: extent,
            actor: Event.Actor(type: .user, id: "operator", isVerified: true),
            reason: "demand 17"
        )
    }

    private func prunes() async throws {
        let (store, fixture) = try await self.open(holding: 400, seed: 60)
        let before = try await store.allEntries().map(\.event)
        let head = try await store.presentHead()
        let query = EventQuery(tenant: .default, kinds: [.page, .request])
        let gone = before.filter(query.matches)
        let result = try await store.remove(self.request(query, .rows))
        try expectEqual(result.count, gone.count, "events pruned")
        try await self.expectRecord(of: result, in: store) { list in
            for event in before {
                let parts = gone.contains(event) ? RemovalList.Parts.row : []
                try expectEqual(list.parts(at: event.index), parts, "parts of \(event.index)")
            }
        }
        let left = try await store.allEntries().map(\.event)
        try expectEqual(left.dropLast(), before.filter { !gone.contains($0) }[...], "rows left")
        try expect(
            try await store.page(query).events.isEmpty,
            "a page shows pruned events"
        )
        try expectEqual(try await store.count(query, limit: 1_000), EventCount(0), "count")
        for event in gone {
            let found = try await store.event(event.header.id, tenant: .default)
            try expect(found == nil, "a pruned event is found by its id")
        }
        try await self.expectExtends(store, head)
        try await self.expectIntact(store, fixture)
    }

    private func erases() async throws {
        let (store, fixture) = try await self.open(holding: 300, seed: 61)
        let before = try await store.allEntries()
        let head = try await store.presentHead()
        var query = EventQuery(tenant: .default, limit: 1_000)
        query.filters = [EventFilter(.actorID, .equals("alice"))]
        let touched = Set(before.map(\.event).filter(query.matches).map(\.index))
        let result = try await store.remove(self.request(query, .sections([.who, .where])))
        try expectEqual(result.count, touched.count, "events erased from")
        let after = try await store.allEntries()
        for (old, new) in zip(before, after) {
            var sections = old.event.sections
            if touched.contains(old.event.index) {
                sections.who = sections.who.map { .erased(digest: $0.digest(as: .who)) }
                sections.where = sections.where.map { .erased(digest: $0.digest(as: .where)) }
            }
            try expectEqual(new.event.sections, sections, "sections of \(old.event.index)")
            try expectEqual(new.event.header, old.event.header, "header of \(old.event.index)")
            try expectEqual(new.event.leaf, old.event.leaf, "leaf of \(old.event.index)")
            try expectEqual(
                new.columns,
                EventColumns(of: new.event),
                "columns of \(old.event.index)"
            )
            let found = try await store.event(old.event.header.id, tenant: .default)
            try expectEqual(found, new.event, "the event by its id")
        }
        try expect(try await store.page(query).events.isEmpty, "a page finds what was erased")
        try await self.expectRecord(of: result, in: store) { list in
            try expectEqual(list.count, touched.count, "events listed")
        }
        let again = try await store.remove(self.request(query, .sections([.who, .where])))
        try expectEqual(again, RemovalResult(count: 0, record: nil), "erasing once more")
        try await self.expectExtends(store, head)
        try await self.expectIntact(store, fixture)
    }

    /// Expects the sealed record of a removal, and the list it commits to.
    private func expectRecord(
        of result: RemovalResult,
        in store: any EventStore,
        _ check: (RemovalList) throws -> Void
    ) async throws {
        guard case .durable(let id, let index, _) = result.record else {
            throw Unmet("a removal has no durable record: \(result)")
        }
        let record = try unwrap(await store.event(id, tenant: .default), "the record")
        try expectEqual(record.index, index, "index of the record")
        try expect(RemovalRecord.isRecord(record.header), "the record is another event")
        let removal = try unwrap(await store.removals(of: .default).last, "the removal")
        try expectEqual(removal.recordIndex, index, "the index that the removal names")
        try expectEqual(
            RemovalRecord.listHash(in: record),
            .sha256(removal.list),
            "the hash that the record commits to"
        )
        try check(RemovalList(bytes: removal.list))
    }

    private func expectExtends(_ store: any EventStore, _ old: LedgerHead) async throws {
        let head = try await store.presentHead()
        let proof = try await ConsistencyProof(
            oldSize: old.size,
            newSize: head.size,
            reader: store.tree(of: head)
        )
        try proof.verify(oldRoot: old.root, newRoot: head.root)
    }

    private func heedsCutoff() async throws {
        let (store, fixture) = try await self.open()
        var samples = self.samples(62)
        _ = try await store.append(AppendRequest(try samples.events(30)))
        fixture.clock.advance(by: .seconds(60))
        let cutoff = fixture.clock.now()
        _ = try await store.append(AppendRequest(try samples.events(30)))
        let query = EventQuery(tenant: .default)
        let result = try await store.remove(self.request(query, .rows, before: cutoff))
        try expectEqual(result.count, 30, "events recorded before the cutoff")
        let left = try await store.allEntries().map(\.event.index)
        try expectEqual(left, Array(30...60), "rows left, with the record")
        try await self.expectIntact(store, fixture)
    }

    private func removesNothing() async throws {
        let (store, fixture) = try await self.open(holding: 20, seed: 63)
        let head = try await store.presentHead()
        var query = EventQuery(tenant: .default)
        query.filters = [EventFilter(.actorID, .equals("nobody at all"))]
        let nothing = RemovalResult(count: 0, record: nil)
        try expectEqual(try await store.remove(self.request(query, .rows)), nothing, "result")
        let other = EventQuery(tenant: try TenantID("other"))
        try expectEqual(try await store.remove(self.request(other, .rows)), nothing, "result")
        try expectEqual(try await store.presentHead(), head, "the head")
        try expect(try await store.removals(of: .default).isEmpty, "a removal was recorded")
        try await self.expectIntact(store, fixture)
    }

    private func keepsRecords() async throws {
        let (store, fixture) = try await self.open(holding: 30, seed: 64)
        let query = EventQuery(tenant: .default)
        _ = try await store.remove(self.request(query, .sections([.who])))
        _ = try await store.remove(self.request(query, .sections([.who, .where, .what])))
        _ = try await store.remove(self.request(query, .rows))
        let again = try await store.remove(self.request(query, .rows))
        try expectEqual(again.count, 0, "records of removals pruned")
        let left = try await store.allEntries().map(\.event)
        try expectEqual(left.map(\.index), [30, 31, 32], "rows left: the records")
        for record in left {
            try expect(record.sections.what?.text != nil, "a record lost what it commits to")
        }
        try await self.expectIntact(store, fixture)
    }

    private func removesInOneTenant() async throws {
        let (store, fixture) = try await self.open(holding: 20, seed: 65)
        let other = try TenantID("other")
        var samples = self.samples(66)
        let events = try samples.events(20, tenant: other)
        _ = try await store.append(AppendRequest(events))
        let before = try await store.allEntries(of: other)
        _ = try await store.remove(self.request(EventQuery(tenant: .default), .rows))
        try expectEqual(try await store.allEntries(of: other), before, "rows of another tenant")
        try await self.expectIntact(store, fixture)
    }
}
