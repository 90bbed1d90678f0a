import Synchronization
import Trail

/// Records so many events a second, each of them durably, and knows how long each took.
final class PacedRecording: Sendable {
    private let recorder: EventRecorder
    private let rate: Int
    private let waits = Mutex<[Double]>([])

    /// Events of one tick.
    private static let tick: Duration = .milliseconds(10)

    init(_ recorder: EventRecorder, rate: Int) {
        self.recorder = recorder
        self.rate = rate
    }

    /// Milliseconds that each event took since the last call.
    func takeWaits() -> [Double] {
        self.waits.withLock { waits in
            defer { waits = [] }
            return waits
        }
    }

    /// Records until the task is cancelled.
    func run(seed: UInt64) async throws {
        var source = RealisticEvents(seed: seed, from: .now())
        let perTick = max(self.rate / 100, 1)
        let start = ContinuousClock.now
        var ticks = 0
        try await withThrowingDiscardingTaskGroup { group in
            while !Task.isCancelled {
                for _ in 0..<perTick {
                    var draft = try source.draft()
                    draft.occurredAt = nil
                    group.addTask { [draft] in try await self.record(draft) }
                }
                ticks += 1
                // By the start of it all: a late tick does not lower the rate.
                try? await Task.sleep(until: start + Self.tick * ticks, clock: .continuous)
            }
        }
    }

    private func record(_ draft: Event.Draft) async throws {
        let begin = ContinuousClock.now
        _ = try await self.recorder.recordDurably(draft)
        let wait = (ContinuousClock.now - begin) / .milliseconds(1)
        self.waits.withLock { $0.append(wait) }
    }
}
