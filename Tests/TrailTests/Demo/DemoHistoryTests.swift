import Testing
import TrailTesting

@testable import Trail

@Suite struct DemoHistoryTests {
    private static let end = Timestamp(microseconds: 1_772_366_400_000_000)

    private static func history(_ events: Int, seed: UInt64 = 1) -> [Event.Draft] {
        Array(DemoHistory(events: events, days: 14, seed: seed, until: Self.end))
    }

    @Test func `the same arguments give the same history`() {
        #expect(Self.history(500) == Self.history(500))
        #expect(Self.history(500) != Self.history(500, seed: 2))
    }

    @Test func `events come in order of time and end in time`() {
        let times = Self.history(5_000).compactMap(\.occurredAt)
        #expect(times == times.sorted())
        #expect(times.count == 5_000)
        #expect(times.last.map { $0 <= Self.end } == true)
    }

    @Test func `every event is valid, of believable kinds, with ids of its own`() throws {
        var counts: [Event.Kind: Int] = [:]
        var ids: Set<EventID> = []
        for draft in Self.history(20_000) {
            let event = try Event(draft, tenant: .default, now: Self.end)
            counts[event.kind, default: 0] += 1
            ids.insert(event.id)
        }
        #expect(ids.count == 20_000)
        #expect((13_000...15_000).contains(counts[.request] ?? 0))
        for kind in Event.Kind.allCases { #expect((counts[kind] ?? 0) >= 50, "\(kind)") }
    }

    @Test func `one address guesses passwords in a burst`() {
        let guesses = Self.history(20_000).filter { $0.context.ip == "192.0.2.254" }
        #expect((30...50).contains(guesses.count))
    }

    @Test func `a request takes about five hundred bytes`() throws {
        let sizes = try Self.history(2_000).filter { $0.detail.kind == .request }.map { draft in
            let event = try Event(draft, tenant: .default, now: Self.end)
            return EncodedEvent(event, stated: []).sections.textByteCount
        }
        let mean = sizes.reduce(0, +) / sizes.count
        #expect((420...720).contains(mean), "\(mean)")
    }
}

extension Sections {
    fileprivate var textByteCount: Int {
        SectionName.allCases.map { self[$0]?.text?.count ?? 0 }.reduce(0, +)
    }
}
