public import Metrics

/// What a live feed counts.
public struct FeedMetrics: Sendable {
    /// Listeners at the moment.
    let readers: Gauge
    /// Listeners that were cut off because they were too slow.
    let cutOff: Counter
    /// Events put aside for listeners, once for each of them.
    let delivered: Counter

    /// Metrics made by `factory`.
    public init(factory: any MetricsFactory = MetricsSystem.factory) {
        self.readers = Gauge(label: "trail_stream_readers", factory: factory)
        self.cutOff = Counter(label: "trail_stream_cut_off_total", factory: factory)
        self.delivered = Counter(label: "trail_stream_events_total", factory: factory)
    }
}
