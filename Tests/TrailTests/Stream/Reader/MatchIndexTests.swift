import Testing
import Trail
import TrailTesting

@testable import Trail

@Suite struct MatchIndexTests {
    @Test(arguments: 0..<4 as Range<UInt64>)
    func `finds who asked for an event, and nobody else`(seed: UInt64) async throws {
        var fixture = try FeedFixture(seed: seed)
        try await fixture.append(400)
        let events = await fixture.events()
        var generator = SeededGenerator(seed: seed)
        let queries = FeedFixture.queries(events)
        var index = MatchIndex()
        var readers: [FeedReader] = []
        for event in events {
            switch Int.random(in: 0..<4, using: &generator) {
            case 0, 1:
                let query = queries.randomElement(using: &generator) ?? queries[0]
                let reader = FeedReader(query, owner: "", from: 0, capacity: 1)
                readers.append(reader)
                index.add(reader)
            case 2 where !readers.isEmpty:
                let place = Int.random(in: readers.indices, using: &generator)
                index.remove(readers.remove(at: place))
            default: break
            }
            var found: [ObjectIdentifier] = []
            index.forEachMatch(of: event) { found += $0.map { ObjectIdentifier($0) } }
            let expected = readers.filter { $0.query.matches(event) }
                .map { ObjectIdentifier($0) }
            #expect(found.count == expected.count)
            #expect(Set(found) == Set(expected))
        }
        for reader in readers { index.remove(reader) }
        #expect(index.isEmpty)
    }

    @Test func `tells texts apart that are equal but for their bytes`() async throws {
        let ids = ["Jos\u{E9}", "Jose\u{301}"]
        #expect(ids[0] == ids[1])
        let fixture = try FeedFixture()
        for id in ids {
            let draft = Event.Draft(
                .page(PageDetail(path: "/")),
                actor: Event.Actor(type: .user, id: id, isVerified: true)
            )
            let event = try Event(draft, tenant: .default, now: FeedFixture.now)
            _ = try await fixture.store.append(AppendRequest([EncodedEvent(event, stated: .all)]))
        }
        let events = await fixture.events()
        var index = MatchIndex()
        let readers = ids.map { id in
            let query = EventQuery(
                tenant: .default,
                filters: [EventFilter(.actorID, .equals(id))]
            )
            return FeedReader(query, owner: "", from: 0, capacity: 1)
        }
        let both = EventQuery(tenant: .default, filters: [EventFilter(.actorID, .oneOf(ids))])
        let third = FeedReader(both, owner: "", from: 0, capacity: 1)
        (readers + [third]).forEach { index.add($0) }
        for (event, reader) in zip(events, readers) {
            var found: [ObjectIdentifier] = []
            index.forEachMatch(of: event) { found += $0.map { ObjectIdentifier($0) } }
            #expect(Set(found) == [ObjectIdentifier(reader), ObjectIdentifier(third)])
        }
        (readers + [third]).forEach { index.remove($0) }
        #expect(index.isEmpty)
    }

    @Test func `letting somebody go twice does no harm`() {
        var index = MatchIndex()
        let reader = FeedReader(EventQuery(tenant: .default), owner: "", from: 0, capacity: 1)
        index.add(reader)
        index.remove(reader)
        index.remove(reader)
        #expect(index.isEmpty)
    }
}
