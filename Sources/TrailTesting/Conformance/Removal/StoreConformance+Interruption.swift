internal import Synchronization
internal import Trail

extension StoreConformance {
    static let interruption = [
        Check("finishes a removal that was interrupted") { try await $0.finishesRemoval() }
    ]

    private func finishesRemoval() async throws {
        struct Interruption: Error {}
        for isReopened in [true, false] {
            let isArmed = Atomic(true)
            let wasInterrupted = Atomic(false)
            let fixture = try self.fixture {
                guard isArmed.load(ordering: .relaxed) else { return }
                wasInterrupted.store(true, ordering: .relaxed)
                throw Interruption()
            }
            var store = try await self.makeStore(fixture)
            var samples = self.samples(67)
            _ = try await store.append(AppendRequest(try samples.events(50)))
            let query = EventQuery(tenant: .default)
            do {
                _ = try await store.remove(self.request(query, .rows))
            } catch {
                try expect(wasInterrupted.load(ordering: .relaxed), "a removal threw \(error)")
            }
            isArmed.store(false, ordering: .relaxed)
            try await self.expectIntact(store, fixture)
            if isReopened {
                store = try await self.makeStore(fixture)
            } else {
                _ = try await store.remove(self.request(query, .rows))
            }
            let left = try await store.allEntries().map(\.event.index)
            try expectEqual(left, [50], "rows left: the record")
            try await self.expectIntact(store, fixture)
        }
    }
}
