/// The figures by which nothing is dropped silently.
///
/// Counts only events that nobody waits for: whoever waits learns what became of an event.
struct LossTally: Sendable, Hashable {
    /// Events on their way from the caller to the store.
    struct Traffic: Sendable, Hashable {
        /// How many were taken in.
        var accepted: UInt64 = 0
        /// How many of these are written or otherwise accounted for.
        var stored: UInt64 = 0
        /// How many of the rest are in the write that is under way.
        var committing: UInt64 = 0
        /// When the oldest of the rest came, or before that.
        var since = Timestamp(microseconds: 0)
        /// When the last was taken in.
        var until = Timestamp(microseconds: 0)
    }

    /// Events on their way.
    private(set) var traffic = Traffic()
    /// Losses that no ledger tells of yet.
    private(set) var losses: [LossReason: Loss] = [:]

    init() {}

    /// Figures as they were kept.
    init(traffic: Traffic, losses: [LossReason: Loss]) {
        self.traffic = traffic
        self.losses = losses
    }

    mutating func accept(at time: Timestamp) {
        if self.traffic.accepted == self.traffic.stored {
            self.traffic.since = time
        }
        self.traffic.accepted += 1
        self.traffic.until = time
    }

    mutating func begin(_ count: Int) {
        self.traffic.committing = UInt64(count)
    }

    /// The write under way is over; all but `unsettled` of its events are accounted for.
    ///
    /// - Parameters:
    ///   - unsettled: How many are on their way again.
    ///   - oldest: When the oldest event that is on its way now came.
    mutating func settle(unsettled: Int, oldest: Timestamp?) {
        self.traffic.stored += self.traffic.committing - UInt64(unsettled)
        self.traffic.committing = 0
        self.traffic.since = oldest ?? self.traffic.since
    }

    mutating func lose(_ loss: Loss, _ reason: LossReason) {
        guard self.losses[reason]?.add(loss) == nil else { return }
        self.losses[reason] = loss
    }

    /// Counts what is on its way as lost.
    mutating func abandon(_ reason: LossReason) {
        let rest = self.traffic.accepted - min(self.traffic.stored, self.traffic.accepted)
        let inDoubt = min(self.traffic.committing, rest)
        if rest > 0 {
            let loss = Loss(
                count: rest,
                inDoubt: inDoubt,
                from: self.traffic.since,
                to: self.traffic.until
            )
            self.lose(loss, reason)
        }
        self.traffic = Traffic()
    }

    /// A ledger tells of `told` now; what was lost since stays.
    mutating func clear(_ told: [LossReason: Loss]) {
        for (reason, loss) in told {
            guard var rest = self.losses[reason], rest != loss else {
                self.losses[reason] = nil
                continue
            }
            rest.count -= min(loss.count, rest.count)
            rest.inDoubt -= min(loss.inDoubt, rest.inDoubt)
            rest.from = loss.to
            self.losses[reason] = rest
        }
    }
}
