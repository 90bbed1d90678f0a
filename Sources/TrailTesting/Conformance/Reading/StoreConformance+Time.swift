internal import Trail

extension StoreConformance {
    static let time = [
        Check("never records a time before the last one") { try await $0.timeNeverDecreases() },
        Check("refuses while the clock is far behind") { try await $0.refusesAWrongClock() },
        Check("keeps the time of an imported event") { try await $0.keepsImportedTimes() },
    ]

    private func timeNeverDecreases() async throws {
        let (store, fixture) = try await self.open()
        var samples = self.samples(30)
        var times: [Timestamp] = []
        var latest = Timestamp(microseconds: .min)
        for step in [0, 10, -60, -60, 30, 400, -299] {
            fixture.clock.advance(by: .seconds(step))
            latest = max(latest, fixture.clock.now())
            _ = try await store.append(AppendRequest(try samples.events(2)))
            times += [latest, latest]
        }
        let entries = try await store.allEntries()
        try expectEqual(entries.map(\.event.recordedAt), times, "times of recording")
        try expectEqual(try await store.presentHead().recordedAt, latest, "time of the head")
        try await self.expectIntact(store, fixture)
    }

    private func refusesAWrongClock() async throws {
        let (store, fixture) = try await self.open()
        var samples = self.samples(31)
        _ = try await store.append(AppendRequest(try samples.events(2)))
        let head = try await store.presentHead()
        let request = AppendRequest(try samples.events(1))
        fixture.clock.advance(by: .seconds(-301))
        try await expectRefusal([.clockBehind], "appending under a wrong clock") {
            _ = try await store.append(request)
        }
        try expectEqual(try await store.presentHead(), head, "the head after a refusal")
        fixture.clock.advance(by: .seconds(2))
        let outcomes = try await store.append(request).outcomes
        try expectEqual(try unwrap(outcomes.first, "outcome").sealedReceipt().index, 2, "index")
    }

    private func keepsImportedTimes() async throws {
        let (store, fixture) = try await self.open()
        var samples = self.samples(32)
        let old = Timestamp(microseconds: 1_480_000_000_123_456)
        var draft = Event.Draft(.page(PageDetail(path: "/old")))
        draft.occurredAt = old
        let event = try Event(draft, tenant: .default, now: Self.noon)
        let claim = try Event(draft, tenant: .default, now: Self.noon)
        _ = try await store.append(AppendRequest(try samples.events(3)))
        let events = [EncodedEvent(imported: event), EncodedEvent(claim, stated: .all)]
        _ = try await store.append(AppendRequest(events))
        var query = EventQuery(tenant: .default, order: .oldestFirst)
        query.to = old
        let found = try await store.page(query).events
        try expectEqual(found.map(\.header.id), [event.id], "what is as old as it says")
        try expectEqual(found.map(\.time), [old], "its time")
        try expectEqual(found.map(\.header.isImported), [true], "the mark")
        try await self.expectIntact(store, fixture)
    }
}
