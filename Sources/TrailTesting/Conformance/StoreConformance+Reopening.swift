internal import MerkleLog
internal import Trail

extension StoreConformance {
    static let reopening = [
        Check("is the same when it is opened again") { try await $0.reopens() },
        Check("refuses a head that another key has signed") { try await $0.refusesOtherKey() },
        Check("refuses a store that holds less than was signed") { try await $0.refusesLess() },
        Check("refuses a store that holds other than was signed") { try await $0.refusesOther() },
        Check("goes on from a head that an operator accepts") { try await $0.goesOnAccepted() },
    ]

    private func reopens() async throws {
        let (first, fixture) = try await self.open(holding: 300, seed: 70)
        let query = EventQuery(tenant: .default, kinds: [.cors])
        let removal = self.request(query, .sections([.who]))
        _ = try await first.remove(removal)
        let head = try await first.presentHead()
        let entries = try await first.allEntries()
        let removals = try await first.removals(of: .default)
        let second = try await self.makeStore(fixture)
        try expectEqual(try await second.presentHead(), head, "the head")
        try expectEqual(try await second.allEntries(), entries, "the rows")
        try expectEqual(try await second.removals(of: .default), removals, "the removals")
        let known = entries[7].event
        let again = EncodedEvent(header: known.header, sections: known.sections, stated: .all)
        var samples = self.samples(71)
        let fresh = try samples.events(300)
        let outcomes = try await second.append(AppendRequest([again] + fresh)).outcomes
        try expectEqual(
            try outcomes[0].repeatedReceipt(),
            .durable(known.header.id, index: 7, leaf: known.leaf),
            "the receipt of a repetition"
        )
        try expectEqual(try outcomes[1].sealedReceipt().index, head.size, "the next index")
        try await self.expectIntact(second, fixture)
    }

    private func refusesOtherKey() async throws {
        let (store, fixture) = try await self.open(holding: 10, seed: 72)
        let entries = try await store.allEntries()
        let intruder = StoreFixture(
            name: fixture.name,
            key: try LedgerKey.generate(name: fixture.sealer.key.name),
            clock: fixture.clock
        )
        try await self.expectAppendRefused([.ledgerDamaged], intruder)
        let reopened = try await self.makeStore(fixture)
        try expectEqual(try await reopened.allEntries(), entries, "the rows")
    }

    private func refusesLess() async throws {
        let (store, fixture) = try await self.open(holding: 10, seed: 73)
        let size = try await store.presentHead().size
        try expectEqual(
            fixture.memory.last(origin: fixture.sealer.origin(of: .default))?.size,
            size,
            "the size that the sealer was told of"
        )
        // An empty store in the place of the one that was signed.
        try await self.expectAppendRefused([.ledgerForked], try self.successor(of: fixture))
    }

    private func refusesOther() async throws {
        let (_, fixture) = try await self.open(holding: 10, seed: 74)
        let other = StoreFixture(
            name: try self.fixture().name,
            key: fixture.sealer.key,
            clock: fixture.clock
        )
        var samples = self.samples(75)
        let store = try await self.makeStore(other)
        _ = try await store.append(AppendRequest(try samples.events(12)))
        let successor = StoreFixture(
            name: other.name,
            key: fixture.sealer.key,
            clock: fixture.clock,
            memory: fixture.memory
        )
        try await self.expectForkRefused(successor)
    }

    private func goesOnAccepted() async throws {
        let (_, fixture) = try await self.open(holding: 10, seed: 76)
        let successor = try self.successor(of: fixture)
        try await self.expectAppendRefused([.ledgerForked], successor)
        try fixture.memory.accept(
            origin: fixture.sealer.origin(of: .default),
            size: 0,
            root: .emptyTree
        )
        let store = try await self.makeStore(successor)
        var samples = self.samples(77)
        let outcomes = try await store.append(AppendRequest(try samples.events(1))).outcomes
        _ = try unwrap(outcomes.first, "outcome").sealedReceipt()
        try await self.expectIntact(store, successor)
    }

    /// Another, empty storage under the key and memory of `fixture`.
    private func successor(of fixture: StoreFixture) throws -> StoreFixture {
        StoreFixture(
            name: try self.fixture().name,
            key: fixture.sealer.key,
            clock: fixture.clock,
            memory: fixture.memory
        )
    }

    /// Expects that nothing can be appended to a store: it is refused when it is opened, or when
    /// an event comes.
    private func expectAppendRefused(
        _ codes: Set<TrailError.Code>,
        _ fixture: StoreFixture
    ) async throws {
        var samples = self.samples(78)
        let events = try samples.events(1)
        try await expectRefusal(codes, "appending") {
            let store = try await self.makeStore(fixture)
            _ = try await store.append(AppendRequest(events))
        }
    }

    /// Expects that a store is refused when it is opened: only then is its whole tree looked at.
    private func expectForkRefused(_ fixture: StoreFixture) async throws {
        try await expectRefusal([.ledgerForked], "opening") {
            let store = try await self.makeStore(fixture)
            try await fixture.sealer.checkMemory(against: store)
        }
    }
}
