import Logging
import Metrics
import MetricsTestKit
import Testing
import Trail
import TrailTesting

@testable import Trail

@Suite struct EventFeedTests {
    /// Runs a feed of the fixture's store while `body` uses it.
    private func run<Value: Sendable>(
        _ fixture: FeedFixture,
        _ configure: (inout FeedConfiguration) -> Void = { _ in },
        metrics: FeedMetrics = FeedMetrics(),
        _ body: @escaping @Sendable (EventFeed) async throws -> Value
    ) async throws -> Value {
        var configuration = FeedConfiguration()
        configuration.poll = .milliseconds(2)
        configuration.rest = .zero
        configure(&configuration)
        let feed = EventFeed(
            fixture.store,
            configuration: configuration,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            metrics: metrics
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await feed.run() }
            let value = try await body(feed)
            group.cancelAll()
            return value
        }
    }

    /// The indices that a listener hears until there are `count`.
    private func hear(_ count: Int, _ subscription: FeedSubscription) async throws -> [UInt64] {
        var heard: [UInt64] = []
        while heard.count < count {
            let delivery = try await subscription.next()
            if case .ended = delivery { break }
            heard += delivery.indices
        }
        return heard
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `replays and goes on without a gap or a repetition, while events arrive`(
        seed: UInt64
    ) async throws {
        var fixture = try FeedFixture(seed: seed)
        try await fixture.append(700)
        let samples = try await self.run(fixture, { $0.window = 50_000 }) { [fixture] feed in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    var fixture = fixture
                    var generator = SeededGenerator(seed: seed)
                    for _ in 0..<40 {
                        try await fixture.append(Int.random(in: 1...25, using: &generator))
                        await Task.yield()
                    }
                }
                var heard: [(FeedSubscription, UInt64, [UInt64])] = []
                var generator = SeededGenerator(seed: seed + 100)
                for _ in 0..<6 {
                    let start = UInt64.random(in: 0...700, using: &generator)
                    let request = FeedRequest(
                        EventQuery(tenant: .default),
                        after: FeedCursor(before: start)
                    )
                    let subscription = try await feed.subscribe(request, owner: "ada")
                    let some = try await self.hear(50, subscription)
                    heard.append((subscription, start, some))
                }
                try await group.waitForAll()
                let total = await fixture.events().count
                for (subscription, start, some) in heard {
                    let rest = total - Int(start) - some.count
                    let all = some + (try await self.hear(rest, subscription))
                    #expect(all == Array(start..<UInt64(total)))
                }
                return total
            }
        }
        #expect(samples > 700)
    }

    @Test func `begins with what comes, unless it is told where`() async throws {
        var fixture = try FeedFixture()
        try await fixture.append(10)
        try await self.run(fixture) { [fixture] feed in
            var fixture = fixture
            let request = FeedRequest(EventQuery(tenant: .default))
            let subscription = try await feed.subscribe(request, owner: "ada")
            try await fixture.append(5)
            #expect(try await self.hear(5, subscription) == [10, 11, 12, 13, 14])
        }
    }

    @Test func `who comes back hears nothing that was erased meanwhile`() async throws {
        var fixture = try FeedFixture()
        try await fixture.append(40)
        try await self.run(fixture) { [fixture] feed in
            var fixture = fixture
            let query = EventQuery(tenant: .default)
            let request = FeedRequest(query, after: FeedCursor(before: 40))
            let first = try await feed.subscribe(request, owner: "ada")
            try await fixture.append(30)
            #expect(try await self.hear(30, first).count == 30)
            let before = await fixture.events()
            _ = try await fixture.store.remove(
                RemovalRequest(
                    tenant: .default,
                    query: query,
                    extent: .sections([.who, .where]),
                    actor: Event.Actor(type: .user, id: "operator", isVerified: true),
                    reason: "demand 17"
                )
            )
            // The record of the erasure.
            #expect(try await self.hear(1, first) == [70])
            let again = try await feed.subscribe(request, owner: "ada")
            var heard: [[UInt8]] = []
            while heard.count < 31 {
                guard case .events(let items) = try await again.next() else { break }
                heard += items.map(\.json)
            }
            var writer = EventJSONWriter()
            let events = await fixture.events()
            #expect(events[40...69] != before[40...69])
            #expect(heard == events[40...].map { FeedItem($0, using: &writer).json })
        }
    }

    @Test func `ends when all is handed over, for who wants no more`() async throws {
        var fixture = try FeedFixture()
        try await fixture.append(600)
        let events = await fixture.events()
        let expected = events.filter { $0.header.kind == .login }.map(\.index)
        try await self.run(fixture) { feed in
            let request = FeedRequest(
                EventQuery(tenant: .default, kinds: [.login]),
                after: .start,
                follows: false
            )
            let subscription = try await feed.subscribe(request, owner: "ada")
            #expect(try await self.hear(.max, subscription) == expected)
            let end = try await subscription.next()
            #expect(end == .ended(.complete, FeedCursor(before: 600)))
        }
    }

    @Test func `hears of its own tenant alone`() async throws {
        var fixture = try FeedFixture()
        let other = try TenantID("other")
        try await fixture.append(20)
        try await fixture.append(7, tenant: other)
        try await self.run(fixture) { feed in
            let request = FeedRequest(EventQuery(tenant: other), after: .start)
            let subscription = try await feed.subscribe(request, owner: "ada")
            #expect(try await self.hear(7, subscription) == Array(0..<7))
        }
    }

    @Test func `a place beyond the ledger is refused, and so are too many listeners`() async throws
    {
        var fixture = try FeedFixture()
        try await fixture.append(3)
        let configure: (inout FeedConfiguration) -> Void = {
            $0.listeners = 3
            $0.listenersOfOne = 2
        }
        try await self.run(fixture, configure) { feed in
            let query = EventQuery(tenant: .default)
            await #expect(throws: FeedRefusal.beyondLedger) {
                let request = FeedRequest(query, after: FeedCursor(before: 4))
                return try await feed.subscribe(request, owner: "ada")
            }
            let first = try await feed.subscribe(FeedRequest(query), owner: "ada")
            var second: FeedSubscription? = try await feed.subscribe(
                FeedRequest(query),
                owner: "ada"
            )
            await #expect(throws: FeedRefusal.fullForOne) {
                try await feed.subscribe(FeedRequest(query), owner: "ada")
            }
            let third = try await feed.subscribe(FeedRequest(query), owner: "bob")
            await #expect(throws: FeedRefusal.full) {
                try await feed.subscribe(FeedRequest(query), owner: "cid")
            }
            #expect(second?.cursor == FeedCursor(before: 3))
            second = nil
            _ = try await feed.subscribe(FeedRequest(query), owner: "ada")
            _ = (first, third)
        }
    }

    @Test func `tells that all is well, and how far it is`() async throws {
        var fixture = try FeedFixture()
        try await fixture.append(3)
        try await self.run(fixture, { $0.heartbeat = .milliseconds(1) }) { [fixture] feed in
            var fixture = fixture
            let nothing = EventQuery(
                tenant: .default,
                filters: [EventFilter(.action, .equals("no.such"))]
            )
            let subscription = try await feed.subscribe(FeedRequest(nothing), owner: "ada")
            #expect(try await subscription.next() == .beat(FeedCursor(before: 3)))
            try await fixture.append(4)
            while true {
                let delivery = try await subscription.next()
                guard case .beat(let cursor) = delivery else {
                    Issue.record("\(delivery)")
                    return
                }
                if cursor == FeedCursor(before: 7) { break }
            }
        }
    }

    @Test func `a poke, an end and a cancellation wake who waits`() async throws {
        let fixture = try FeedFixture()
        try await self.run(fixture) { feed in
            let request = FeedRequest(EventQuery(tenant: .default))
            let subscription = try await feed.subscribe(request, owner: "ada")
            async let first = subscription.next()
            subscription.poke()
            #expect(try await first == .poked)
            let task = Task { try await subscription.next() }
            task.cancel()
            #expect(try await task.value == .ended(.left, .start))
        }
    }

    @Test func `ends all subscriptions when it stops, and refuses new ones`() async throws {
        let fixture = try FeedFixture()
        let (subscription, feed) = try await self.run(fixture) { feed in
            let request = FeedRequest(EventQuery(tenant: .default))
            return (try await feed.subscribe(request, owner: "ada"), feed)
        }
        #expect(try await subscription.next() == .ended(.stopping, .start))
        #expect(!feed.isRunning)
    }

    @Test func `counts who listens and who is cut off`() async throws {
        let fixture = try FeedFixture()
        let factory = TestMetrics()
        let metrics = FeedMetrics(factory: factory)
        try await self.run(fixture, { $0.buffer = 2_000 }, metrics: metrics) { [fixture] feed in
            var fixture = fixture
            let request = FeedRequest(EventQuery(tenant: .default))
            let subscription = try await feed.subscribe(request, owner: "ada")
            #expect(try factory.expectGauge("trail_stream_readers").lastValue == 1)
            async let delivery = subscription.next()
            try await fixture.append(1)
            #expect(try await delivery.indices == [0])
            try await fixture.append(50)
            let cutOff = try factory.expectCounter("trail_stream_cut_off_total")
            while cutOff.values.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
            #expect(cutOff.totalValue == 1)
        }
    }
}
