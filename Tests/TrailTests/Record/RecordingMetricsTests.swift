import Metrics
import MetricsTestKit
import Testing

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct RecordingMetricsTests {
    @Test func `the names that operators rely on`() {
        let factory = TestMetrics()
        withExtendedLifetime(RecordingMetrics(factory: factory)) {
            #expect(
                Set(factory.counters.map(\.label)) == [
                    "trail_events_accepted_total", "trail_events_stored_total",
                    "trail_events_repeated_total", "trail_events_conflicting_total",
                    "trail_events_refused_total", "trail_events_lost_total",
                    "trail_dead_letters_total", "trail_events_spooled_total",
                ]
            )
            #expect(
                Set(factory.recorders.map(\.label)) == [
                    "trail_batch_events", "trail_queue_events", "trail_queue_bytes",
                    "trail_spool_events", "trail_spool_bytes",
                ]
            )
            #expect(factory.timers.map(\.label) == ["trail_commit_seconds"])
        }
    }

    @Test func `a recorder at rest has an empty queue`() async throws {
        let fixture = RecorderFixture { $0.batch.events = 5 }
        try await fixture.run {
            _ = try await fixture.recorder.append(EncodedEvent.samples(0..<12))
        }
        let queue = try fixture.metrics.expectGauge("trail_queue_events")
        #expect(queue.lastValue == 0)
        let batches = try fixture.metrics.expectRecorder("trail_batch_events")
        #expect(batches.values == [5, 5, 2])
        #expect(try fixture.metrics.expectTimer("trail_commit_seconds").values.count == 3)
    }
}
