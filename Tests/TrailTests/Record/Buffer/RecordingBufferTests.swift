import Testing

@testable import Trail

/// A buffer whose callers are numbers, with the time in milliseconds.
struct BufferFixture {
    var buffer: RecordingBuffer<Int>
    let start = ContinuousClock.now

    init(
        spool: SpoolSize? = nil,
        _ configure: (inout RecordingConfiguration) -> Void = { _ in }
    ) {
        var configuration = RecordingConfiguration()
        configure(&configuration)
        self.buffer = RecordingBuffer(configuration)
        _ = self.buffer.begin(spool: spool, at: self.start)
    }

    /// The wall's time, unlike the other one in microseconds.
    static let noon = Timestamp(microseconds: 12)

    func at(_ milliseconds: Int) -> ContinuousClock.Instant {
        self.start + .milliseconds(milliseconds)
    }

    /// Offers a sample; whether it was taken in and wakes the writer.
    @discardableResult
    mutating func offer(_ number: Int, caller: Int? = nil) -> Offered {
        switch self.buffer.offer(.sample(number), caller: caller, at: Self.noon) {
        case .accepted(true): .wakes
        case .accepted(false): .taken
        case .refused(let error): .refused(error.code)
        }
    }

    mutating func next(_ milliseconds: Int) -> Told {
        switch self.buffer.next(at: self.at(milliseconds)) {
        case .write(let batch):
            .write(batch.events.map(\.number))
        case .keep(let batch): .keep(batch.events.map(\.number))
        case .drain: .drain
        case .report(let losses): .report(losses.mapValues { Int($0.count) })
        case .wait(let time?): .waitUntil((time - self.start) / .milliseconds(1))
        case .wait(nil): .wait
        case .finish: .finish
        }
    }

    /// Takes the next batch, which there must be.
    mutating func batch(_ milliseconds: Int) throws -> RecordingBatch<Int> {
        guard case .write(let batch) = self.buffer.next(at: self.at(milliseconds)) else {
            throw TrailError(.notFound, "nothing is to be written")
        }
        return batch
    }

    enum Offered: Equatable {
        case taken, wakes
        case refused(TrailError.Code)
    }

    enum Told: Equatable {
        case write([Int])
        case keep([Int])
        case drain
        case report([LossReason: Int])
        case wait
        case waitUntil(Double)
        case finish
    }
}

struct RecordingBufferTests {
    @Test func `an idle writer commits at once`() {
        var fixture = BufferFixture()
        #expect(fixture.next(0) == .wait)
        #expect(fixture.offer(1) == .wakes)
        #expect(fixture.next(1) == .write([1]))
    }

    @Test func `a writer is woken once`() {
        var fixture = BufferFixture()
        _ = fixture.next(0)
        #expect(fixture.offer(1) == .wakes)
        #expect(fixture.offer(2) == .taken)
    }

    @Test func `what comes during a write is the next batch`() {
        var fixture = BufferFixture()
        fixture.offer(1, caller: 1)
        #expect(fixture.next(0) == .write([1]))
        fixture.offer(2, caller: 2)
        fixture.offer(3, caller: 3)
        _ = fixture.buffer.settle(at: fixture.at(1))
        #expect(fixture.next(1) == .write([2, 3]))
    }

    @Test func `a batch has no more events than it may have`() {
        var fixture = BufferFixture { $0.batch.events = 2 }
        for number in 1...5 {
            fixture.offer(number)
        }
        #expect(fixture.next(0) == .write([1, 2]))
        _ = fixture.buffer.settle(at: fixture.at(1))
        #expect(fixture.next(1) == .write([3, 4]))
        _ = fixture.buffer.settle(at: fixture.at(2))
        #expect(fixture.next(10) == .write([5]))
    }

    @Test func `a batch has no more bytes than it may have, unless one event has`() {
        let size = EncodedEvent.sample(1).byteCount
        var fixture = BufferFixture { $0.batch.bytes = 2 * size + size / 2 }
        for number in 1...3 {
            fixture.offer(number)
        }
        #expect(fixture.next(0) == .write([1, 2]))

        var narrow = BufferFixture { $0.batch.bytes = 1 }
        narrow.offer(1)
        narrow.offer(2)
        #expect(narrow.next(0) == .write([1]))
    }

    @Test func `under load a batch that nobody waits for may fill`() throws {
        var fixture = BufferFixture { $0.batch.events = 3 }
        fixture.offer(1)
        #expect(fixture.next(0) == .write([1]))
        fixture.offer(2)
        _ = fixture.buffer.settle(at: fixture.at(1))
        #expect(fixture.next(2) == .waitUntil(6))
        #expect(fixture.offer(3) == .taken)
        #expect(fixture.offer(4) == .wakes, "the batch is full")
        #expect(fixture.next(3) == .write([2, 3, 4]))
    }

    @Test func `a batch fills no longer than the delay`() throws {
        var fixture = BufferFixture()
        fixture.offer(1)
        _ = try fixture.batch(0)
        fixture.offer(2)
        _ = fixture.buffer.settle(at: fixture.at(1))
        #expect(fixture.next(5) == .waitUntil(6))
        #expect(fixture.next(6) == .write([2]))
    }

    @Test func `somebody who waits ends the filling of a batch`() throws {
        var fixture = BufferFixture()
        fixture.offer(1)
        _ = try fixture.batch(0)
        fixture.offer(2)
        _ = fixture.buffer.settle(at: fixture.at(1))
        #expect(fixture.next(2) == .waitUntil(6))
        #expect(fixture.offer(3, caller: 1) == .wakes)
        #expect(fixture.next(2) == .write([2, 3]))
    }

    @Test func `more events than the buffer holds are refused, those being written included`() {
        var fixture = BufferFixture { $0.buffer.events = 2 }
        fixture.offer(1)
        #expect(fixture.next(0) == .write([1]))
        #expect(fixture.offer(2) == .taken)
        #expect(fixture.offer(3) == .refused(.overloaded))
        _ = fixture.buffer.settle(at: fixture.at(1))
        #expect(fixture.offer(3) == .taken)
    }

    @Test func `more bytes than the buffer holds are refused`() {
        let size = EncodedEvent.sample(1).byteCount
        var fixture = BufferFixture { $0.buffer.bytes = 2 * size }
        #expect(fixture.offer(1) == .taken)
        #expect(fixture.offer(2) == .taken)
        #expect(fixture.offer(3, caller: 1) == .refused(.overloaded))
    }

    @Test func `the events of a call are taken in all together or not at all`() {
        var fixture = BufferFixture { $0.buffer.events = 3 }
        fixture.offer(1)
        let noon = BufferFixture.noon
        let refused = fixture.buffer.offer(EncodedEvent.samples(2..<5), caller: 1, at: noon)
        guard case .refused(let error) = refused else {
            Issue.record("three events were taken in where two have room")
            return
        }
        #expect(error.code == .overloaded)
        #expect(fixture.buffer.occupancy.events == 1)
        _ = fixture.buffer.offer(EncodedEvent.samples(2..<4), caller: 1, at: noon)
        #expect(fixture.next(0) == .write([1, 2, 3]))
    }
}
