internal import MerkleLog
internal import Synchronization
internal import Trail

extension StoreConformance {
    static let holds = [
        Check("never removes what is held") { try await $0.keepsHeld() },
        Check("refuses a removal that must not leave anything") { try await $0.refusesHeld() },
        Check("heeds a hold that is placed meanwhile") { try await $0.heedsLateHold() },
        Check("removes nothing where a hold cannot be read") { try await $0.heedsUnknownHold() },
        Check("counts without removing") { try await $0.countsOnly() },
        Check("removes so many at a time") { try await $0.heedsLimit() },
        Check("takes no event in two removals") { try await $0.removesOnce() },
        Check("removes by the time of retention") { try await $0.heedsExpiry() },
        Check("removes nothing that could not be archived") { try await $0.heedsArchive() },
    ]

    private func hold(_ filters: [String: String]) -> LegalHold {
        LegalHold(
            id: EventID.random(at: Self.noon),
            tenant: .default,
            filters: filters,
            reason: "case 12/26",
            createdBy: "ada",
            createdAt: Self.noon
        )
    }

    /// The part of the store that keeps holds; `nil` for one that keeps none.
    private func holdStore(_ store: any EventStore) -> (any HoldStore)? {
        store as? any HoldStore
    }

    private func keepsHeld() async throws {
        let (store, fixture) = try await self.open(holding: 400, seed: 80)
        guard let holds = self.holdStore(store) else { return }
        let before = try await store.allEntries().map(\.event)
        try await holds.add(self.hold(["kind": "login"]))
        let actor = self.hold(["user_id": "alice"])
        try await holds.add(actor)
        let isHeld = try [["kind": "login"], ["user_id": "alice"]].map {
            try LegalHold.query($0, tenant: .default)
        }
        let held = before.filter { event in isHeld.contains { $0.matches(event) } }
        let query = EventQuery(tenant: .default)
        let result = try await store.remove(self.request(query, .rows))
        try expectEqual(result.count, before.count - held.count, "events pruned")
        try expectEqual(result.held, held.count, "events held")
        try expectEqual(
            result.kinds.values.reduce(0, +),
            before.count - held.count,
            "events pruned, by kind"
        )
        var left = try await store.allEntries().map(\.event).dropLast()
        try expectEqual(left, held[...], "rows left")
        let erasure = try await store.remove(self.request(query, .sections([.who])))
        try expectEqual(erasure.held, held.filter { $0.sections.who != nil }.count, "not erased")
        _ = try await holds.releaseHold(actor.id, .init(by: "ada", at: Self.noon))
        _ = try await store.remove(self.request(query, .rows))
        left = try await store.allEntries().map(\.event).filter {
            !RemovalRecord.isRecord($0.header)
        }[...]
        try expect(
            left.allSatisfy { $0.header.kind == .login },
            "a released hold still keeps events"
        )
        try expectEqual(
            left.count,
            before.filter { $0.header.kind == .login }.count,
            "rows that are still held"
        )
        try await self.expectIntact(store, fixture)
    }

    private func refusesHeld() async throws {
        let (store, fixture) = try await self.open(holding: 60, seed: 81)
        guard let holds = self.holdStore(store) else { return }
        try await holds.add(self.hold(["kind": "request"]))
        let before = try await store.allEntries()
        var request = self.request(EventQuery(tenant: .default), .sections([.who]))
        request.manner.refusesHeld = true
        let refused = request
        try await expectRefusal([.held], "a removal of held events") {
            _ = try await store.remove(refused)
        }
        try expectEqual(try await store.allEntries(), before, "rows after a refusal")
        request.query.kinds = [.page]
        let result = try await store.remove(request)
        try expect(result.held == 0, "other events are held")
        try await self.expectIntact(store, fixture)
    }

    /// Places a hold while a copy is made, as if somebody did so at the last moment.
    private struct LateHold: RemovalArchive {
        let holds: any HoldStore
        let hold: LegalHold
        let calls: Calls

        func keep(_ request: ArchiveRequest) async throws -> ArchiveReceipt {
            if self.calls.add() == 1 { try await self.holds.add(self.hold) }
            return ArchiveReceipt(name: "copy", hash: .sha256([]))
        }

        func settle(_ copy: ArchiveReceipt, as fate: ArchiveFate) {
            if fate == .unneeded { _ = self.calls.add() }
        }

        func removeLeftovers(of tenant: TenantID) {}
    }

    private final class Calls: Sendable {
        private let count = Mutex(0)

        func add() -> Int {
            self.count.withLock { count in
                count += 1
                return count
            }
        }
    }

    private func heedsLateHold() async throws {
        let (store, fixture) = try await self.open(holding: 60, seed: 82)
        guard let holds = self.holdStore(store) else { return }
        let before = try await store.allEntries().map(\.event)
        var request = self.request(EventQuery(tenant: .default), .rows)
        let calls = Calls()
        request.manner.archive = LateHold(
            holds: holds,
            hold: self.hold(["kind": "page"]),
            calls: calls
        )
        let result = try await store.remove(request)
        let held = before.filter { $0.header.kind == .page }
        try expectEqual(result.held, held.count, "events held by a late hold")
        let left = try await store.allEntries().map(\.event)
        try expectEqual(left.dropLast(), held[...], "rows left")
        try expectEqual(calls.add(), 4, "two copies made, one of them discarded")
        try await self.expectIntact(store, fixture)
    }

    private func heedsUnknownHold() async throws {
        let (store, _) = try await self.open(holding: 20, seed: 83)
        guard let holds = self.holdStore(store) else { return }
        try await holds.add(self.hold(["a_filter_of_tomorrow": "1"]))
        let request = self.request(EventQuery(tenant: .default), .rows)
        try await expectRefusal([.ledgerDamaged], "a removal beside an unreadable hold") {
            _ = try await store.remove(request)
        }
        try expectEqual(try await store.allEntries().count, 20, "rows left")
    }

    private func countsOnly() async throws {
        let (store, fixture) = try await self.open(holding: 200, seed: 84)
        let head = try await store.presentHead()
        let query = EventQuery(tenant: .default, kinds: [.page, .crud])
        var request = self.request(query, .rows)
        request.manner.isDryRun = true
        request.bounds.limit = 5
        let result = try await store.remove(request)
        let matching = try await store.allEntries().map(\.event).filter(query.matches)
        try expectEqual(result.count, matching.count, "events counted")
        try expect(result.record == nil && !result.hasMore, "a dry run did something")
        try expectEqual(
            result.kinds,
            Dictionary(grouping: matching, by: \.header.kind).mapValues(\.count),
            "events counted, by kind"
        )
        try expectEqual(try await store.presentHead(), head, "the head")
        try await self.expectIntact(store, fixture)
    }

    private func heedsLimit() async throws {
        let (store, fixture) = try await self.open(holding: 100, seed: 85)
        var request = self.request(EventQuery(tenant: .default), .rows)
        request.bounds.limit = 40
        var counts: [Int] = []
        var hasMore = true
        while hasMore, counts.count < 9 {
            let result = try await store.remove(request)
            counts.append(result.count)
            hasMore = result.hasMore
        }
        try expectEqual(counts, [40, 40, 20], "events of each removal")
        let left = try await store.allEntries().map(\.event.index)
        try expectEqual(left, [100, 101, 102], "rows left: the records")
        try await self.expectIntact(store, fixture)
    }

    private func heedsExpiry() async throws {
        let (store, fixture) = try await self.open()
        var samples = self.samples(86)
        let old = try samples.events(30)
        fixture.clock.set(to: Self.noon)
        _ = try await store.append(AppendRequest(old))
        fixture.clock.advance(by: .seconds(3 * 86_400))
        let cutoff = fixture.clock.now().advanced(by: .seconds(-86_400))
        let drafts: [(imported: Bool, daysAgo: Int)] = [
            (true, 2), (false, 2), (true, 0), (false, 0), (true, 5),
        ]
        let events = try drafts.map { imported, daysAgo in
            var draft = samples.draft(.page)
            draft.occurredAt = fixture.clock.now().advanced(by: .seconds(-86_400 * daysAgo))
            // What anyone may write does not make an import.
            draft.metadata = ["imported_from": "django"]
            let event = try Event(draft, tenant: .default, now: fixture.clock.now())
            return imported ? EncodedEvent(imported: event) : EncodedEvent(event, stated: .all)
        }
        _ = try await store.append(AppendRequest(events))
        for kinds in [[.page], []] as [Set<Event.Kind>] {
            let query = EventQuery(tenant: .default, kinds: kinds)
            var request = self.request(query, .rows)
            request.bounds = RemovalRequest.Bounds(expiredBefore: cutoff)
            _ = try await store.remove(request)
        }
        let left = try await store.allEntries().map(\.event).filter {
            !RemovalRecord.isRecord($0.header)
        }
        try expectEqual(left.map(\.index), [31, 32, 33], "rows left")
        try await self.expectIntact(store, fixture)
    }

    private struct NoRoom: RemovalArchive {
        func keep(_ request: ArchiveRequest) async throws -> ArchiveReceipt {
            throw TrailError(.outOfSpace, "no room")
        }

        func settle(_ copy: ArchiveReceipt, as fate: ArchiveFate) {}
        func removeLeftovers(of tenant: TenantID) {}
    }

    private func removesOnce() async throws {
        let (store, fixture) = try await self.open(holding: 300, seed: 87)
        let request = self.request(EventQuery(tenant: .default), .rows)
        async let one = store.remove(request)
        async let other = store.remove(request)
        let results = try await [one, other]
        try expectEqual(results.reduce(0) { $0 + $1.count }, 300, "events in two removals")
        try await self.expectIntact(store, fixture)
    }

    private func heedsArchive() async throws {
        let (store, fixture) = try await self.open(holding: 30, seed: 87)
        let before = try await store.allEntries()
        var request = self.request(EventQuery(tenant: .default), .rows)
        request.manner.archive = NoRoom()
        let refused = request
        try await expectRefusal([.outOfSpace], "a removal without its copy") {
            _ = try await store.remove(refused)
        }
        try expectEqual(try await store.allEntries(), before, "rows after a failed copy")
        try await self.expectIntact(store, fixture)
    }
}
