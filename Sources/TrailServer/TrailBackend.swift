internal import Logging
public import MerkleLog
public import Trail

/// What the routes work on; none of them knows which store it is.
public struct TrailBackend: Sendable {
    /// Records what comes in; it must be running.
    public var recorder: EventRecorder
    /// Answers questions, and holds the ledgers.
    public var store: any EventStore
    /// Holds tokens.
    public var state: any StateStore
    /// The keys by which the ledgers' heads may be signed; `nil` where they are not known, and the
    /// integrity of an event is told without looking at the signature.
    public var ledgerKeys: [NoteVerifier]?
    /// The time of day.
    public var clock: any WallClock
    /// Turns the less important events away while the disk is nearly full.
    public var disk: DiskGuard?
    /// What `/metrics` shows.
    public var metrics: PrometheusMetrics?
    /// Where else events may be kept.
    public var destinations: Destinations
    /// Records errors of the routes that nobody expected, as `system` events: not too many, and
    /// none for what goes wrong while an event is recorded.
    public var errors: LogCapture

    /// Removes what has been kept long enough.
    public var retention: RetentionRunner
    /// Erases what is said about a person.
    public var erasure: Eraser
    /// Verifies whole ledgers when somebody asks.
    public var auditor: LedgerAuditor
    /// Tells of events as they are stored; it must be running, and a server from
    /// ``buildServer(_:_:authenticators:services:logger:onRunning:)`` runs it itself.
    public var feed: EventFeed
    /// Lets what is confirmed in two steps be done once.
    let confirmations = UsedConfirmations()

    /// A backend.
    ///
    /// - Parameters:
    ///   - recorder: Records what comes in; it must be running.
    ///   - store: Answers questions, and holds the ledgers.
    ///   - state: Holds tokens.
    ///   - ledgerKeys: The keys by which the ledgers' heads may be signed.
    ///   - clock: The time of day.
    ///   - disk: Turns the less important events away while the disk is nearly full.
    ///   - metrics: What `/metrics` shows.
    ///   - destinations: Where else events may be kept.
    ///   - errors: Records unexpected errors; one of its own, on `recorder`, when absent.
    ///   - retention: Removes what has been kept long enough; goes by the policies alone when absent.
    ///   - erasure: Erases what is said about a person; reaches `store` and `state` when absent.
    ///   - auditor: Verifies whole ledgers, as a service that the caller runs; one of its own when
    ///     absent, which ``buildServer(_:_:authenticators:services:logger:onRunning:)`` runs.
    ///   - feed: Tells of events as they are stored; one of its own, on `store`, when absent.
    public init(
        recorder: EventRecorder,
        store: any EventStore,
        state: any StateStore,
        ledgerKeys: [NoteVerifier]? = nil,
        clock: any WallClock = SystemWallClock(),
        disk: DiskGuard? = nil,
        metrics: PrometheusMetrics? = nil,
        destinations: Destinations = Destinations(),
        errors: LogCapture? = nil,
        retention: RetentionRunner? = nil,
        erasure: Eraser? = nil,
        auditor: LedgerAuditor? = nil,
        feed: EventFeed? = nil
    ) {
        self.recorder = recorder
        self.store = store
        self.state = state
        self.ledgerKeys = ledgerKeys
        self.clock = clock
        self.disk = disk
        self.metrics = metrics
        self.destinations = destinations
        self.errors = errors ?? LogCapture(recorder)
        self.retention = retention ?? Self.retention(store, state, clock)
        self.erasure = erasure ?? Self.erasure(store, state, clock)
        self.auditor =
            auditor ?? LedgerAuditor(ledger: store, recorder: recorder, keys: ledgerKeys)
        let told = metrics.map { FeedMetrics(factory: $0) } ?? FeedMetrics()
        self.feed = feed ?? EventFeed(store, wokenBy: recorder, metrics: told)
    }

    /// Retention by the policies alone.
    private static func retention(
        _ store: any EventStore,
        _ state: any StateStore,
        _ clock: any WallClock
    ) -> RetentionRunner {
        RetentionRunner(
            ledger: store,
            policies: state,
            clock: clock,
            logger: Logger(label: "trail.retention")
        )
    }

    /// An eraser that reaches `store` and `state`.
    private static func erasure(
        _ store: any EventStore,
        _ state: any StateStore,
        _ clock: any WallClock
    ) -> Eraser {
        Eraser(ledger: store, state: state, clock: clock, logger: Logger(label: "trail.erasure"))
    }
}
