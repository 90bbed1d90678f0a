public import Logging
public import ServiceLifecycle
internal import Metrics
internal import Synchronization

/// The front door: takes what callers say, and writes it to a store in batches.
///
/// ``record(_:)`` costs its caller a microsecond or two and never waits; what it takes in is kept
/// in memory until the store has it. ``recordDurably(_:)`` and ``append(_:)`` answer when the
/// event is on disk. Events of one tenant are sealed in the order in which they were given.
///
/// It is a service: ``run()`` does the writing and must be running, in the application's
/// `ServiceGroup` before whatever records, so that it is the last to shut down. Nothing is
/// dropped silently: what could not be stored is counted and, when the store is there again, told
/// by a sealed `system` event `recording.events_lost`.
///
/// With a ``Spool``, events wait on disk for a store that is away, in order and for as long as
/// need be; whoever waits for one is then answered ``Receipt/accepted(_:)``.
public final class EventRecorder: Service {
    let encoder: DraftEncoder
    let configuration: RecordingConfiguration
    /// What is captured in passing.
    public let capturing: CaptureConfiguration
    let writer: BatchWriter
    let deadLetters: (any DeadLetterStore)?
    package let clock: any WallClock
    let logger: Logger
    let state: Mutex<RecorderState>

    /// A recorder that writes to `store`.
    ///
    /// - Parameters:
    ///   - store: Where events are sealed: a store, or a remote Trail.
    ///   - tenant: The ledger of drafts that name none, and of what the recorder itself tells.
    ///   - limits: The sizes that are accepted.
    ///   - enrichers: What is added to drafts, in order.
    ///   - leakGuard: Masks secrets in drafts, behind all enrichers; `nil` lets everything through.
    ///   - configuration: Batches, buffer and what happens on failure.
    ///   - capturing: What ``capture(_:)`` records and what it leaves.
    ///   - clock: The time of drafts that state none.
    ///   - logger: For what goes wrong while nobody waits. No payload is logged.
    ///   - metrics: What is counted.
    ///   - losses: Knows after a crash what was lost; without one, nobody does.
    ///   - deadLetters: Where events go that the store refuses; without one they are lost.
    ///   - spool: Where events wait while the store is away; without one, in the buffer.
    ///   - sequence: Numbers the events of this recorder, so that gaps show where they arrive.
    public init(
        store: any LedgerWriter,
        tenant: TenantID = .default,
        limits: EventLimits = EventLimits(),
        enrichers: [any Enricher] = [],
        leakGuard: LeakGuard? = .standard,
        configuration: RecordingConfiguration = RecordingConfiguration(),
        capturing: CaptureConfiguration = CaptureConfiguration(),
        clock: any WallClock,
        logger: Logger,
        metrics: RecordingMetrics = RecordingMetrics(),
        losses: sending LossRecord? = nil,
        deadLetters: (any DeadLetterStore)? = nil,
        spool: (any Spool)? = nil,
        sequence: SourceSequence? = nil
    ) {
        self.encoder = DraftEncoder(
            tenant: tenant,
            limits: limits,
            enrichers: EnricherChain(enrichers),
            leakGuard: leakGuard,
            sequence: sequence
        )
        self.configuration = configuration
        self.capturing = capturing
        self.writer = BatchWriter(store: store, spool: spool, metrics: metrics)
        self.deadLetters = deadLetters
        self.clock = clock
        self.logger = logger
        self.state = Mutex(RecorderState(configuration, record: losses))
    }

    /// Puts an event into the buffer.
    ///
    /// Never waits and never fails. An event that is not valid, or for which there is no room, is
    /// counted as lost. What the draft leaves out is taken from ``CaptureScope/current``.
    public func record(_ draft: Event.Draft) {
        let now = self.clock.now()
        let event: EncodedEvent
        do {
            event = try self.encoder.encode(captured: draft, at: now)
        } catch {
            self.lose(.invalid, error, at: now)
            return
        }
        guard let refusal = self.offer(event, at: now) else { return }
        self.lose(refusal.code == .closed ? .closed : .overloaded, refusal, at: now)
    }

    /// Enriches, validates and encodes what somebody else said, for ``append(_:)``.
    ///
    /// - Parameters:
    ///   - draft: What the caller said, with what whoever speaks for it has added.
    ///   - stated: What the caller itself stated; all that is in `draft` unless told otherwise.
    /// - Returns: The event, ready to be appended.
    /// - Throws: ``EventError`` naming the first field that is out of bounds.
    public func encode(
        _ draft: Event.Draft,
        stated: EncodedEvent.Stated? = nil
    ) throws(EventError) -> EncodedEvent {
        try self.encoder.encode(draft, stated: stated, at: self.clock.now())
    }
}

extension EventRecorder {
    /// How the recorder is doing now.
    public var status: RecordingStatus {
        self.state.withLock { state in
            let writer = state.buffer.writer
            return RecordingStatus(
                isRunning: writer.phase == .running,
                queuedEvents: state.buffer.occupancy.events,
                queuedBytes: state.buffer.occupancy.bytes,
                spool: writer.spool?.size,
                outage: writer.blockage.flatMap { $0.isCurrent(at: .now) ? $0.error : nil }
            )
        }
    }

    var metrics: RecordingMetrics { self.writer.metrics }

    /// Offers an event that nobody waits for.
    ///
    /// - Returns: Why it was not taken in.
    func offer(_ event: EncodedEvent, at now: Timestamp) -> TrailError? {
        let (refusal, sleeper) = self.state.withLock { $0.offer(event, at: now) }
        sleeper?.resume()
        if refusal == nil {
            self.metrics.accepted.increment()
        }
        return refusal
    }

    /// Counts an event that nobody waits for as lost, and says so once in a while.
    func lose(_ reason: LossReason, _ error: any Error, at now: Timestamp) {
        let (occasions, sleeper) = self.state.withLock { $0.lose(1, reason, at: now, now: .now) }
        sleeper?.resume()
        self.metrics.refused.increment()
        self.metrics.lost.increment()
        guard let occasions else { return }
        self.logger.warning(
            "events not recorded",
            error: error,
            metadata: ["trail.reason": "\(reason.rawValue)", "trail.count": "\(occasions)"]
        )
    }
}
