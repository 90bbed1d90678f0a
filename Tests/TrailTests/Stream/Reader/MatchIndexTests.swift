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

    @Test func `letting somebody go twice does no harm`() {
        var index = MatchIndex()
        let reader = FeedReader(EventQuery(tenant: .default), owner: "", from: 0, capacity: 1)
        index.add(reader)
        index.remove(reader)
        index.remove(reader)
        #expect(index.isEmpty)
    }
}
