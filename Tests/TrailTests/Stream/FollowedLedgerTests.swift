import Testing
import Trail
import TrailTesting

@testable import Trail

@Suite struct FollowedLedgerTests {
    /// A listener that is being played: it reads what it may, and joins when it can.
    private struct Player {
        let reader: FeedReader
        let start: UInt64
        var heard: [UInt64] = []

        /// Takes one step towards the others, or takes what waits.
        mutating func step(_ ledger: inout FollowedLedger, _ events: [SealedEvent]) {
            if let delivery = self.reader.take() {
                self.heard += delivery.indices
                return
            }
            guard !self.reader.place.isLive else { return }
            let next = self.reader.place.next
            switch ledger.join(self.reader, from: next, head: UInt64(events.count)) {
            case .joined: break
            case .missed(let missed): self.hear(missed.prefix(7))
            case .behind(let end):
                self.hear(events[Int(next)..<min(Int(end), Int(next) + 7, events.count)])
            }
        }

        private mutating func hear(_ events: ArraySlice<SealedEvent>) {
            guard let last = events.last else { return }
            self.heard += events.filter { self.reader.query.matches($0) }.map(\.index)
            self.reader.noteHandedOver(upTo: last.index + 1, isAnything: true)
        }
    }

    @Test(arguments: 0..<24 as Range<UInt64>)
    func `whoever joins at any moment hears each event once and in order`(
        seed: UInt64
    ) async throws {
        var fixture = try FeedFixture(seed: seed)
        try await fixture.append(600)
        let all = await fixture.events()
        let queries = FeedFixture.queries(all)
        var generator = SeededGenerator(seed: seed)
        // The window is small, so that it is left behind now and then.
        var ledger = FollowedLedger(windowCapacity: seed.isMultiple(of: 2) ? 20_000 : 300_000)
        var stored = 50
        var players: [Player] = []
        while stored < all.count || players.contains(where: { !$0.reader.place.isLive }) {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: stored = min(all.count, stored + Int.random(in: 1...12, using: &generator))
            case 1...2:
                guard let position = ledger.position, Int(position) < stored else { break }
                let end = min(stored, Int(position) + Int.random(in: 1...9, using: &generator))
                _ = ledger.publish(Array(all[Int(position)..<end]), from: position)
            case 3 where players.count < 40:
                let start = UInt64.random(in: 0...UInt64(stored), using: &generator)
                let query = queries.randomElement(using: &generator) ?? queries[0]
                let reader = FeedReader(query, owner: "", from: start, capacity: .max)
                players.append(Player(reader: reader, start: start))
            default:
                guard !players.isEmpty else { break }
                let place = Int.random(in: players.indices, using: &generator)
                players[place].step(&ledger, Array(all[..<stored]))
            }
        }
        while let position = ledger.position, Int(position) < all.count {
            _ = ledger.publish(Array(all[Int(position)...].prefix(5)), from: position)
        }
        for var player in players {
            while let delivery = player.reader.take() { player.heard += delivery.indices }
            let expected = all.filter {
                $0.index >= player.start && player.reader.query.matches($0)
            }
            #expect(player.heard == expected.map(\.index))
        }
    }

    @Test func `what was read elsewhere than at the position is ignored`() async throws {
        var fixture = try FeedFixture()
        try await fixture.append(20)
        let all = await fixture.events()
        var ledger = FollowedLedger(windowCapacity: 1_000_000)
        let reader = FeedReader(EventQuery(tenant: .default), owner: "", from: 5, capacity: .max)
        guard case .joined = ledger.join(reader, from: 5, head: 5) else {
            Issue.record("did not join")
            return
        }
        #expect(ledger.publish(Array(all[0..<9]), from: 0).deliveries == 0)
        #expect(ledger.publish(Array(all[5..<9]), from: 5).deliveries == 4)
        #expect(ledger.publish(Array(all[5..<9]), from: 5).deliveries == 0)
        #expect(reader.take()?.indices == [5, 6, 7, 8])
    }

    @Test func `replays nothing from memory that a removal may have taken`() async throws {
        var fixture = try FeedFixture()
        try await fixture.append(30)
        let before = await fixture.events()
        let query = EventQuery(tenant: .default)
        let request = RemovalRequest(
            tenant: .default,
            query: query,
            extent: .sections([.who, .where, .what]),
            actor: Event.Actor(type: .system, id: "retention"),
            reason: "demand 17"
        )
        _ = try await fixture.store.remove(request)
        let after = await fixture.events()
        var ledger = FollowedLedger(windowCapacity: 1_000_000)
        let first = FeedReader(query, owner: "", from: 0, capacity: .max)
        _ = ledger.join(first, from: 0, head: 0)
        // As it followed them when they were recorded, and their removal later.
        _ = ledger.publish(before, from: 0)
        _ = ledger.publish(Array(after[30...]), from: 30)
        let late = FeedReader(query, owner: "", from: 3, capacity: .max)
        guard case .behind(upTo: 30) = ledger.join(late, from: 3, head: 31) else {
            Issue.record("was not sent to the store")
            return
        }
        let last = FeedReader(query, owner: "", from: 30, capacity: .max)
        guard case .joined = ledger.join(last, from: 30, head: 31) else {
            Issue.record("did not join")
            return
        }
        #expect(last.take()?.indices == [30])
    }

    @Test func `cuts off who is too slow, and nobody else`() async throws {
        var fixture = try FeedFixture()
        try await fixture.append(100)
        let all = await fixture.events()
        var ledger = FollowedLedger(windowCapacity: 1_000_000)
        let query = EventQuery(tenant: .default)
        let slow = FeedReader(query, owner: "", from: 0, capacity: 10_000)
        let quick = FeedReader(query, owner: "", from: 0, capacity: .max)
        for reader in [slow, quick] { _ = ledger.join(reader, from: 0, head: 0) }
        let published = ledger.publish(all, from: 0)
        #expect(published.cutOff == 1)
        #expect(quick.take()?.indices == all.map(\.index))
        let heard = slow.take()?.indices ?? []
        #expect(!heard.isEmpty)
        #expect(heard == all.prefix(heard.count).map(\.index))
        let place = FeedCursor(before: UInt64(heard.count))
        #expect(slow.take() == .ended(.tooSlow, place))
        // And goes on where it was.
        let again = FeedReader(query, owner: "", from: place.next, capacity: .max)
        var player = Player(reader: again, start: place.next)
        while player.heard.count < all.count - heard.count { player.step(&ledger, all) }
        #expect(heard + player.heard == all.map(\.index))
    }

    @Test func `nobody joins a ledger that is not followed before its end`() {
        var ledger = FollowedLedger(windowCapacity: 1_000)
        let reader = FeedReader(EventQuery(tenant: .default), owner: "", from: 0, capacity: 1)
        guard case .behind(upTo: 70) = ledger.join(reader, from: 3, head: 70) else {
            Issue.record("joined")
            return
        }
        #expect(ledger.position == nil)
    }
}
