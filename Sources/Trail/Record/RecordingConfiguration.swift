/// How a recorder batches, how much it holds, and what a caller notices when that fails.
///
/// The scope of the keys is `recording`.
public struct RecordingConfiguration: Sendable, Hashable {
    /// What one write to the store may hold.
    public struct Batch: Sendable, Hashable {
        /// The most events; key `max-batch`, 1 or more.
        public var events = 1_000
        /// The most bytes, unless a single event is larger.
        public var bytes = 4 * 1_048_576
        /// How long a batch may fill that nobody waits for; key `max-delay`.
        ///
        /// It is used only under load: after a pause of this length a batch is written at once.
        public var delay: Duration = .milliseconds(5)
    }

    /// What may wait to be written.
    public struct Buffer: Sendable, Hashable {
        /// The most bytes; key `buffer`.
        public var bytes = 64 * 1_048_576
        /// The most events.
        public var events = 250_000
    }

    /// What one write to the store may hold.
    public var batch = Batch()
    /// What may wait to be written.
    public var buffer = Buffer()
    /// Whether capture waits until the event is durable; key `wait`.
    public var wait = false
    /// Whether capture fails when its event cannot be recorded; key `strict`.
    public var strict = false
    /// The pauses between attempts while the store is away.
    public var retry = Backoff(first: .milliseconds(50), last: .seconds(5))
    /// How long a shutdown goes on trying a store that is away, and how long a durable call
    /// waits for ``EventRecorder/run()`` to begin.
    public var patience: Duration = .seconds(5)
    /// How long losses are gathered before they are sealed as one event.
    public var lossDelay: Duration = .seconds(5)

    /// The defaults.
    public init() {}
}
