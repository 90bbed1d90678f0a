/// Decides who may read a key set again, and when.
///
/// One reads at a time, the others wait for it. After a reading nobody reads for a pause: unknown
/// key ids cost nothing to invent.
struct RefreshGate: Sendable {
    enum Step: Sendable, Hashable {
        /// Read, and say so with ``end(at:wasCancelled:)``.
        case read
        /// Somebody reads; wait.
        case wait
        /// It was read a moment ago.
        case decline
    }

    /// The least time from the end of a reading to the next.
    let pause: Duration
    /// Whether somebody reads.
    private(set) var isReading = false
    private var lastEnd: ContinuousClock.Instant?

    init(pause: Duration) {
        self.pause = pause
    }

    mutating func ask(at now: ContinuousClock.Instant) -> Step {
        guard !self.isReading else { return .wait }
        if let lastEnd, now < lastEnd.advanced(by: self.pause) { return .decline }
        self.isReading = true
        return .read
    }

    /// Ends the reading.
    ///
    /// One whose caller went away counts as none, so that nobody can keep others from the keys by
    /// going away.
    mutating func end(at now: ContinuousClock.Instant, wasCancelled: Bool) {
        self.isReading = false
        if !wasCancelled { self.lastEnd = now }
    }
}
