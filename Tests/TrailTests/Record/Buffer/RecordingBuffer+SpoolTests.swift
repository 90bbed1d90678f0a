import Testing
import TrailTesting

@testable import Trail

struct RecordingBufferSpoolTests {
    private let away = TrailError(.storeUnavailable, "away")

    /// A buffer whose store has just failed at `numbers`, which were offered.
    private func failing(
        _ numbers: [Int],
        _ configure: (inout RecordingConfiguration) -> Void = { _ in }
    ) throws -> BufferFixture {
        var fixture = BufferFixture(spool: SpoolSize(), configure)
        for number in numbers {
            fixture.offer(number, caller: number % 2 == 0 ? number : nil)
        }
        let batch = try fixture.batch(1)
        let settlement = fixture.buffer.settle(
            failure: self.away,
            rest: batch,
            at: fixture.at(2)
        )
        #expect(settlement.dismissed.isEmpty, "the spool takes what they wait for")
        return fixture
    }

    @Test func `with the store there the spool is not touched`() {
        var fixture = BufferFixture(spool: SpoolSize())
        fixture.offer(1)
        #expect(fixture.next(1) == .write([1]))
        _ = fixture.buffer.settle(at: fixture.at(2))
        #expect(fixture.next(3) == .wait)
    }

    @Test func `what the store did not take goes into the spool and what comes goes behind it`()
        throws
    {
        var fixture = try self.failing([1, 2, 3])
        #expect(fixture.next(3) == .keep([1, 2, 3]))
        fixture.buffer.settle(kept: SpoolSize(events: 3, bytes: 3), at: fixture.at(4))
        #expect(fixture.next(5) == .waitUntil(52), "until the store is tried again")
        #expect(fixture.offer(4, caller: 4) == .wakes)
        #expect(fixture.next(6) == .keep([4]))
        fixture.buffer.settle(kept: SpoolSize(events: 4, bytes: 4), at: fixture.at(7))
        #expect(fixture.buffer.occupancy == Occupancy())
        #expect(fixture.next(52) == .drain)
        _ = fixture.buffer.settle(drained: SpoolSize(), at: fixture.at(53))
        fixture.offer(5)
        #expect(fixture.next(60) == .write([5]))
    }

    @Test func `old and new events take turns while the spool is drained`() throws {
        var fixture = try self.failing([1])
        #expect(fixture.next(3) == .keep([1]))
        fixture.buffer.settle(kept: SpoolSize(events: 9, bytes: 9), at: fixture.at(4))
        fixture.offer(2)
        #expect(fixture.next(52) == .drain)
        _ = fixture.buffer.settle(drained: SpoolSize(events: 5, bytes: 5), at: fixture.at(53))
        #expect(fixture.next(54) == .keep([2]), "not past what waits")
        fixture.buffer.settle(kept: SpoolSize(events: 6, bytes: 6), at: fixture.at(55))
        fixture.offer(3)
        #expect(fixture.next(56) == .drain)
        _ = fixture.buffer.settle(drained: SpoolSize(), at: fixture.at(57))
        #expect(fixture.next(90) == .write([3]))
    }

    @Test func `what an earlier process left is drained first`() {
        var fixture = BufferFixture(spool: SpoolSize(events: 2, bytes: 2))
        fixture.offer(1, caller: 1)
        #expect(fixture.next(0) == .keep([1]))
        fixture.buffer.settle(kept: SpoolSize(events: 3, bytes: 3), at: fixture.at(1))
        #expect(fixture.next(2) == .drain)
    }

    @Test func `a spool that is full tells those who wait and keeps the rest`() throws {
        var fixture = try self.failing([1, 2, 3])
        guard case .keep(let batch) = fixture.buffer.next(at: fixture.at(3)) else {
            Issue.record("nothing is to be kept")
            return
        }
        let full = TrailError(.overloaded, "full")
        #expect(fixture.buffer.settle(notKept: full, batch, at: fixture.at(4)) == [2])
        #expect(fixture.buffer.occupancy.events == 2)
        #expect(fixture.offer(4, caller: 4) == .refused(.overloaded), "until it is tried again")
        #expect(fixture.offer(5) == .taken)
        #expect(fixture.next(5) == .waitUntil(52))
        #expect(fixture.next(52) == .write([1, 3, 5]), "there is nothing in it to come first")
    }

    @Test func `room that draining makes is used at once`() throws {
        var fixture = try self.failing([1])
        #expect(fixture.next(3) == .keep([1]))
        fixture.buffer.settle(kept: SpoolSize(events: 9, bytes: 9), at: fixture.at(4))
        fixture.offer(3)
        guard case .keep(let batch) = fixture.buffer.next(at: fixture.at(20)) else {
            Issue.record("nothing is to be kept")
            return
        }
        _ = fixture.buffer.settle(
            notKept: TrailError(.overloaded, "full"),
            batch,
            at: fixture.at(21)
        )
        #expect(fixture.next(52) == .drain)
        let settlement = fixture.buffer.settle(
            drained: SpoolSize(events: 4, bytes: 4),
            failure: self.away,
            at: fixture.at(53)
        )
        #expect(settlement.wasAway)
        #expect(fixture.next(54) == .keep([3]))
    }

    @Test func `a server that asks to be left alone is left alone`() throws {
        var fixture = BufferFixture(spool: SpoolSize())
        fixture.offer(1)
        let batch = try fixture.batch(1)
        _ = fixture.buffer.settle(
            failure: TrailError(.storeUnavailable, "busy", retryAfter: .seconds(30)),
            rest: batch,
            at: fixture.at(0)
        )
        #expect(fixture.next(1) == .keep([1]))
        fixture.buffer.settle(kept: SpoolSize(events: 1, bytes: 1), at: fixture.at(2))
        #expect(fixture.next(3) == .waitUntil(30_000))
        #expect(fixture.next(30_000) == .drain)
    }

    @Test func `the end leaves nothing in the buffer and does not wait for the store`() throws {
        var fixture = try self.failing([1, 3])
        _ = fixture.buffer.close(at: fixture.at(3))
        #expect(fixture.next(4) == .keep([1, 3]))
        fixture.buffer.settle(kept: SpoolSize(events: 2, bytes: 2), at: fixture.at(5))
        #expect(fixture.next(6) == .finish)
        #expect(fixture.buffer.end().isEmpty)
        #expect(fixture.buffer.tally.losses.isEmpty)
    }

    @Test func `at the end a store that is there gets what it can in the time that is left`() {
        var fixture = BufferFixture(spool: SpoolSize(events: 9, bytes: 9)) {
            $0.patience = .milliseconds(100)
        }
        fixture.offer(1)
        _ = fixture.buffer.close(at: fixture.at(0))
        #expect(fixture.next(1) == .keep([1]))
        fixture.buffer.settle(kept: SpoolSize(events: 10, bytes: 10), at: fixture.at(2))
        #expect(fixture.next(3) == .drain)
        _ = fixture.buffer.settle(drained: SpoolSize(events: 5, bytes: 5), at: fixture.at(50))
        #expect(fixture.next(51) == .drain)
        _ = fixture.buffer.settle(drained: SpoolSize(events: 1, bytes: 1), at: fixture.at(120))
        #expect(fixture.next(121) == .finish, "the rest is for the next start")
    }

    @Test func `at the end a spool that fails leaves the store to be tried`() throws {
        var fixture = try self.failing([1])
        guard case .keep(let batch) = fixture.buffer.next(at: fixture.at(3)) else {
            Issue.record("nothing is to be kept")
            return
        }
        let broken = TrailError(.outOfSpace, "broken")
        _ = fixture.buffer.settle(notKept: broken, batch, at: fixture.at(4))
        _ = fixture.buffer.close(at: fixture.at(5))
        #expect(fixture.next(6) == .write([1]))
        _ = fixture.buffer.settle(at: fixture.at(7))
        #expect(fixture.next(8) == .finish)
    }
}
