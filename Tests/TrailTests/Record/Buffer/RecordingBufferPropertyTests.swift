import Testing
import TrailTesting

@testable import Trail

/// Random histories: whatever happens, each event that was taken in is stored once and in order,
/// or its caller is dismissed, or it is counted as lost.
struct RecordingBufferPropertyTests {
    @Test(arguments: 0..<20) func `no event is forgotten or written twice`(seed: Int) {
        var history = History(seed: UInt64(seed))
        for _ in 0..<2_000 {
            history.step()
        }
        history.end()
        #expect(history.stored == history.stored.sorted())
        let settled = history.stored + history.dismissed
        #expect(Set(settled).count == settled.count, "nothing is answered twice")
        let lost = history.buffer.tally.losses[.closed]?.count ?? 0
        #expect(history.taken == settled.count + Int(lost))
        #expect(history.buffer.occupancy == Occupancy())
    }

    private struct History {
        var random: SeededGenerator
        var now = ContinuousClock.now
        var buffer: RecordingBuffer<Int>
        var number = 0
        var taken = 0
        var stored: [Int] = []
        var dismissed: [Int] = []

        init(seed: UInt64) {
            self.random = SeededGenerator(seed: seed)
            var configuration = RecordingConfiguration()
            configuration.batch.events = 7
            configuration.buffer.events = 40
            self.buffer = RecordingBuffer(configuration)
            _ = self.buffer.begin(at: self.now)
        }

        mutating func step() {
            self.now += .milliseconds(Int.random(in: 0..<20, using: &self.random))
            for _ in 0..<Int.random(in: 0..<12, using: &self.random) {
                self.offer()
            }
            guard case .write(let batch) = self.buffer.next(at: self.now) else { return }
            self.offer()
            guard Int.random(in: 0..<4, using: &self.random) == 0 else {
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
