public import Metrics

/// What a recorder counts and measures.
public struct RecordingMetrics: Sendable {
    /// Events taken into the buffer.
    let accepted: Counter
    /// Events made durable.
    let stored: Counter
    /// Events that were durable before.
    let repeated: Counter
    /// Events whose id is taken by an event with other content.
    let conflicts: Counter
    /// Events turned away: not valid, no room, store away, or shut down.
    let refused: Counter
    /// Events that nobody waited for and that no ledger will hold.
    let lost: Counter
    /// Events that the store refuses and that were put aside.
    let deadLetters: Counter
    /// Events of one write.
    let batchEvents: Recorder
    /// How long one write takes.
    let commit: Timer
    /// Events in the buffer.
    let queueEvents: Gauge
    /// Bytes in the buffer.
    let queueBytes: Gauge
    /// Events put into the spool because the store was away.
    let spooled: Counter
    /// Events in the spool.
    let spoolEvents: Gauge
    /// Bytes in the spool.
    let spoolBytes: Gauge

    /// Metrics made by `factory`.
    public init(factory: any MetricsFactory = MetricsSystem.factory) {
        func counter(_ label: String) -> Counter { Counter(label: label, factory: factory) }
        func gauge(_ label: String) -> Gauge { Gauge(label: label, factory: factory) }
        self.accepted = counter("trail_events_accepted_total")
        self.stored = counter("trail_events_stored_total")
        self.repeated = counter("trail_events_repeated_total")
        self.conflicts = counter("trail_events_conflicting_total")
        self.refused = counter("trail_events_refused_total")
        self.lost = counter("trail_events_lost_total")
        self.deadLetters = counter("trail_dead_letters_total")
        self.batchEvents = Recorder(label: "trail_batch_events", factory: factory)
        self.commit = Timer(label: "trail_commit_seconds", factory: factory)
        self.queueEvents = gauge("trail_queue_events")
        self.queueBytes = gauge("trail_queue_bytes")
        self.spooled = counter("trail_events_spooled_total")
        self.spoolEvents = gauge("trail_spool_events")
        self.spoolBytes = gauge("trail_spool_bytes")
    }
}
