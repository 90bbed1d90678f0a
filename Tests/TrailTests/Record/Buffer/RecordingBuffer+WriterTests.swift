import Testing

@testable import Trail

struct RecordingBufferWriterTests {
    private let away = TrailError(.storeUnavailable, "away")

    @Test func `events that nobody waits for survive a failing store in their order`() throws {
        var fixture = BufferFixture()
        for number in 1...3 {
            fixture.offer(number)
        }
        let batch = try fixture.batch(0)
        fixture.offer(4)
        let rest = batch.suffix(from: 1)
        _ = fixture.buffer.settle(failure: self.away, rest: rest, at: fixture.at(0))
        #expect(fixture.next(1) == .waitUntil(50))
        #expect(fixture.buffer.occupancy.events == 3)
        #expect(fixture.next(50) == .write([2, 3]))
        _ = fixture.buffer.settle(at: fixture.at(51))
        #expect(fixture.next(60) == .write([4]))
    }

    @Test func `whoever waits is told at once when the store fails`() throws {
        var fixture = BufferFixture { $0.batch.events = 2 }
        fixture.offer(1)
        fixture.offer(2, caller: 7)
        fixture.offer(3, caller: 8)
        fixture.offer(4)
        let batch = try fixture.batch(0)
        let settlement = fixture.buffer.settle(failure: self.away, rest: batch, at: fixture.at(0))
        #expect(settlement.dismissed == [7, 8])
        #expect(!settlement.wasAway)
        #expect(fixture.buffer.occupancy.events == 2)
        #expect(fixture.next(50) == .write([1]))
        _ = fixture.buffer.settle(at: fixture.at(51))
        #expect(fixture.next(60) == .write([4]))
    }

    @Test func `callers are turned away until the next attempt is due, others are not`() throws {
        var fixture = BufferFixture()
        fixture.offer(1, caller: 1)
        let batch = try fixture.batch(0)
        _ = fixture.buffer.settle(failure: self.away, rest: batch, at: fixture.at(0))
        #expect(fixture.offer(2, caller: 2) == .refused(.storeUnavailable))
        #expect(fixture.next(1) == .waitUntil(50))
        #expect(fixture.next(50) == .wait)
        #expect(fixture.offer(3, caller: 3) == .wakes, "this one tries")
    }

    @Test func `the pause doubles up to its limit and begins again after a success`() throws {
        var fixture = BufferFixture {
            $0.retry = Backoff(first: .milliseconds(50), last: .milliseconds(150))
        }
        fixture.offer(1)
        var now = 0
        for pause in [50, 100, 150, 150] {
            let batch = try fixture.batch(now)
            _ = fixture.buffer.settle(failure: self.away, rest: batch, at: fixture.at(now))
            #expect(fixture.next(now) == .waitUntil(Double(now + pause)))
            now += pause
        }
        _ = try fixture.batch(now)
        #expect(fixture.buffer.settle(at: fixture.at(now)).wasAway)
        fixture.offer(2)
        let batch = try fixture.batch(now + 10)
        let settlement = fixture.buffer.settle(failure: self.away, rest: batch, at: fixture.at(now))
        #expect(!settlement.wasAway)
        #expect(fixture.next(now) == .waitUntil(Double(now + 50)))
    }

    @Test func `a shutdown writes what is there, then turns everyone away`() throws {
        var fixture = BufferFixture()
        _ = fixture.next(0)
        fixture.offer(1)
        _ = try fixture.batch(0)
        fixture.offer(2)
        #expect(fixture.buffer.close(at: fixture.at(1)) == false, "the writer is awake")
        _ = fixture.buffer.settle(at: fixture.at(1))
        #expect(fixture.offer(3) == .taken)
        #expect(fixture.next(1) == .write([2, 3]), "nothing is left to wait for")
        _ = fixture.buffer.settle(at: fixture.at(2))
        #expect(fixture.next(2) == .finish)
        #expect(fixture.offer(4) == .refused(.closed))
        #expect(fixture.offer(5, caller: 1) == .refused(.closed))
    }

    @Test func `a shutdown wakes a sleeping writer`() {
        var fixture = BufferFixture()
        #expect(fixture.next(0) == .wait)
        #expect(fixture.buffer.close(at: fixture.at(1)) == true)
        #expect(fixture.next(1) == .finish)
    }

    @Test func `a shutdown loses patience with a store that is away`() throws {
        var fixture = BufferFixture { $0.patience = .milliseconds(120) }
        fixture.offer(1)
        var batch = try fixture.batch(0)
        _ = fixture.buffer.settle(failure: self.away, rest: batch, at: fixture.at(0))
        #expect(fixture.next(10) == .waitUntil(50))
        #expect(fixture.buffer.close(at: fixture.at(10)) == true)
        batch = try fixture.batch(10)
        _ = fixture.buffer.settle(failure: self.away, rest: batch, at: fixture.at(10))
        #expect(fixture.next(10) == .waitUntil(60))
        batch = try fixture.batch(60)
        _ = fixture.buffer.settle(failure: self.away, rest: batch, at: fixture.at(60))
        #expect(fixture.next(60) == .waitUntil(130))
        #expect(fixture.next(130) == .finish)
        #expect(fixture.buffer.end() == [])
        #expect(fixture.buffer.tally.losses[.closed]?.count == 1)
    }

    @Test func `an endless stream of events does not put off a shutdown`() throws {
        var fixture = BufferFixture { $0.patience = .milliseconds(10) }
        fixture.offer(1)
        _ = fixture.buffer.close(at: fixture.at(0))
        _ = try fixture.batch(10)
        #expect(fixture.offer(2) == .refused(.closed))
        _ = fixture.buffer.settle(at: fixture.at(11))
        #expect(fixture.next(11) == .finish)
    }

    @Test func `the end gives up whoever still waits`() {
        var fixture = BufferFixture()
        fixture.offer(1, caller: 1)
        fixture.offer(2)
        fixture.offer(3, caller: 2)
        _ = fixture.buffer.abort()
        #expect(fixture.next(0) == .finish)
        #expect(fixture.buffer.end() == [1, 2])
        #expect(fixture.buffer.tally.losses[.closed]?.count == 1)
        #expect(fixture.buffer.occupancy == Occupancy())
    }

    @Test func `a buffer is begun once`() {
        var buffer = RecordingBuffer<Int>(RecordingConfiguration())
        #expect(buffer.begin(at: .now) == true)
        #expect(buffer.begin(at: .now) == false)
    }

    @Test func `losses are gathered for a while and told once`() {
        var fixture = BufferFixture { $0.lossDelay = .milliseconds(100) }
        #expect(fixture.next(0) == .wait)
        #expect(fixture.buffer.lose(1, .overloaded, at: BufferFixture.noon) == true)
        #expect(fixture.next(0) == .waitUntil(100))
        #expect(fixture.buffer.lose(2, .invalid, at: BufferFixture.noon) == false)
        #expect(fixture.buffer.lose(1, .overloaded, at: BufferFixture.noon) == false)
        let losses = fixture.buffer.tally.losses
        #expect(fixture.next(100) == .report([.overloaded: 2, .invalid: 2]))
        #expect(fixture.buffer.lose(1, .invalid, at: BufferFixture.noon) == false)
        _ = fixture.buffer.settle(told: losses, at: fixture.at(101))
        #expect(fixture.next(101) == .waitUntil(201))
        #expect(fixture.next(201) == .report([.invalid: 1]))
    }

    @Test func `a shutdown tells of losses first`() {
        var fixture = BufferFixture()
        _ = fixture.buffer.lose(1, .invalid, at: BufferFixture.noon)
        _ = fixture.buffer.close(at: fixture.at(0))
        #expect(fixture.next(0) == .report([.invalid: 1]))
    }

    @Test func `losses of an earlier process are told first of all`() {
        let noon = BufferFixture.noon
        let tally = LossTally(
            traffic: LossTally.Traffic(),
            losses: [.crashed: Loss(count: 3, from: noon, to: noon)]
        )
        var buffer = RecordingBuffer<Int>(RecordingConfiguration(), tally: tally)
        _ = buffer.begin(at: .now)
        guard case .report(let losses) = buffer.next(at: .now) else {
            Issue.record("nothing is told")
            return
        }
        #expect(losses == tally.losses)
    }
}
