/// Where the writer of a recorder stands.
struct WriterState: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// From a recorder that nobody runs yet to one that is shut down.
    enum Phase: Sendable, Hashable {
        /// Events are taken in, and wait for the writer to begin.
        case new
        /// The writer is at work.
        case running
        /// Shutting down: events are still taken in until nothing is left or the time is over.
        case closing(until: Instant)
        /// Shutting down: nothing more is taken in.
        case draining
        /// Shut down.
        case ended
    }

    /// What wakes the writer before its time.
    enum Sleep: Sendable, Hashable {
        /// It does not sleep.
        case awake
        /// Any event.
        case untilOffer
        /// A batch that is full, or an event that somebody waits for.
        case untilPressing
        /// Only the end.
        case untilWoken
    }

    /// A store or spool that is away, or not to be written to.
    struct Outage: Sendable {
        /// What it said last.
        var error: TrailError
        /// How often in a row it said so.
        var failures: Int
        /// When to try again.
        var retryAt: Instant
        /// Whether those who would wait are turned away at once: until the next attempt is due.
        var isRefusing = true

        /// Whether the store is still to be taken for away: it was tried a short while ago.
        ///
        /// Between two attempts an outage goes on. Without any event nothing is tried, and a
        /// server that waits to be called ready would get none.
        func isCurrent(at now: Instant) -> Bool { now < self.retryAt + .seconds(10) }
    }

    /// What the writer knows of the spool.
    struct SpoolState: Sendable {
        /// What is in it.
        var size = SpoolSize()
        /// Whether it gives before it takes again: new events and old ones take turns.
        var isDrainNext = false
        /// Why it takes nothing: full, or its disk fails.
        var outage: Outage?
    }

    var phase = Phase.new
    var sleep = Sleep.awake
    var outage: Outage?
    /// When the last write ended.
    var lastWrite: Instant?
    /// When losses are to be sealed.
    var lossesDue: Instant?
    /// Whether the store refused to seal losses when it last was to.
    var areLossesRefused = false
    /// The spool; `nil` where there is none.
    var spool: SpoolState?

    /// What keeps events from becoming durable: where there is a spool it takes the store's place.
    var blockage: Outage? { self.spool == nil ? self.outage : self.spool?.outage }

    /// Why those who would wait are turned away at once; `nil` where they are not.
    var refusal: TrailError? { self.blockage.flatMap { $0.isRefusing ? $0.error : nil } }

    /// Whether nothing more is taken in and the store gets no more time.
    var isDraining: Bool { self.phase == .draining }

    /// Whether the recorder is shutting down.
    var isClosing: Bool {
        switch self.phase {
        case .closing, .draining: true
        case .new, .running, .ended: false
        }
    }
}
