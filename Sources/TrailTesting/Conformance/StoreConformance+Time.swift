internal import Trail

extension StoreConformance {
    static let time = [
        Check("never records a time before the last one") { try await $0.timeNeverDecreases() },
        Check("refuses while the clock is far behind") { try await $0.refusesAWrongClock() },
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
}
