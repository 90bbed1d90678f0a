import Testing
import TrailTesting

@testable import Trail

/// Random histories in which store and spool fail as they like: whatever happens, each event that
/// was taken in is stored once and in order, waits in the spool, or its caller is dismissed, or it
/// is counted as lost.
struct RecordingBufferSpoolPropertyTests {
    @Test(arguments: 0..<30) func `no event overtakes another or is written twice`(seed: Int) {
        var history = History(seed: UInt64(seed))
        for _ in 0..<3_000 {
            history.step()
        }
        history.end()
        let durable = history.stored + history.spool
        #expect(durable == durable.sorted())
        let settled = durable + history.dismissed
        #expect(Set(settled).count == settled.count, "nothing is answered twice")
        let lost = history.buffer.tally.losses[.closed]?.count ?? 0
        #expect(history.taken == settled.count + Int(lost))
        #expect(history.buffer.occupancy == Occupancy())
        #expect(history.drains > 10 && history.writes > 10, "both ways were taken")
    }

    private struct History {
        var random: SeededGenerator
        var now = ContinuousClock.now
        var buffer: RecordingBuffer<Int>
        var number = 0
        var taken = 0
        var writes = 0
        var drains = 0
        var stored: [Int] = []
        var spool: [Int] = []
        var dismissed: [Int] = []
        let spoolLimit = 60

        init(seed: UInt64) {
            self.random = SeededGenerator(seed: seed)
            var configuration = RecordingConfiguration()
            configuration.batch.events = 7
            configuration.buffer.events = 40
            self.buffer = RecordingBuffer(configuration)
            _ = self.buffer.begin(spool: SpoolSize(), at: self.now)
        }

        private var size: SpoolSize {
            SpoolSize(events: self.spool.count, bytes: self.spool.count)
        }

        private mutating func chance(_ parts: Int, in all: Int) -> Bool {
            Int.random(in: 0..<all, using: &self.random) < parts
        }

        mutating func step() {
            self.now += .milliseconds(Int.random(in: 0..<60, using: &self.random))
            for _ in 0..<Int.random(in: 0..<8, using: &self.random) {
                self.offer()
            }
            switch self.buffer.next(at: self.now) {
            case .write(let batch): self.write(batch)
            case .keep(let batch): self.keep(batch)
            case .drain: self.drain()
            case .report, .wait, .finish: return
            }
        }

        private mutating func write(_ batch: RecordingBatch<Int>) {
            self.writes += 1
            self.offer()
            guard self.chance(1, in: 3) else {
                self.stored += batch.events.map(\.number)
                _ = self.buffer.settle(at: self.now)
                return
            }
            let count = Int.random(in: 0..<batch.count, using: &self.random)
            self.stored += batch.events.prefix(count).map(\.number)
            let settlement = self.buffer.settle(
                failure: TrailError(.storeUnavailable, "away"),
                rest: batch.suffix(from: count),
                at: self.now
            )
            self.dismissed += settlement.dismissed
        }

        private mutating func keep(_ batch: RecordingBatch<Int>) {
            self.offer()
            guard self.spool.count + batch.count <= self.spoolLimit, !self.chance(1, in: 10) else {
                let error = TrailError(.overloaded, "full")
                self.dismissed += self.buffer.settle(notKept: error, batch, at: self.now)
                return
            }
            self.spool += batch.events.map(\.number)
            self.buffer.settle(kept: self.size, at: self.now)
        }

        private mutating func drain() {
            self.drains += 1
            self.offer()
            let fails = self.chance(1, in: 2)
            let most = min(14, self.spool.count)
            let count = fails ? Int.random(in: 0..<most, using: &self.random) : most
            self.stored += self.spool.prefix(count)
            self.spool.removeFirst(count)
            let settlement =
                fails
                ? self.buffer.settle(
                    drained: count > 0 ? self.size : nil,
                    failure: TrailError(.storeUnavailable, "away"),
                    at: self.now
                )
                : self.buffer.settle(drained: self.size, at: self.now)
            self.dismissed += settlement.dismissed
        }

        mutating func offer() {
            self.number += 1
            // A caller is known by the number of its event.
            let caller = Bool.random(using: &self.random) ? self.number : nil
            let offer = self.buffer.offer(
                .sample(self.number),
                caller: caller,
                at: BufferFixture.noon
            )
            if case .accepted = offer { self.taken += 1 }
        }

        mutating func end() {
            self.dismissed += self.buffer.end()
        }
    }
}
