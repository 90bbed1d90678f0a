// The writer's side of the buffer.

extension RecordingBuffer {
    /// Whom a write that went wrong leaves without an answer, and whether the store was away
    /// before the write.
    struct Settlement: Sendable {
        /// Those whose events are given up, once for each event.
        var dismissed: [Caller] = []
        /// Whether the write before failed as well.
        var wasAway: Bool
    }

    /// The writer begins, with what an earlier process left in the spool, if there is one.
    ///
    /// - Returns: Whether it may: nobody has begun before.
    mutating func begin(spool: SpoolSize? = nil, at now: Instant) -> Bool {
        guard self.writer.phase == .new else { return false }
        self.writer.phase = .running
        self.writer.spool = spool.map { WriterState.SpoolState(size: $0) }
        // What an earlier process lost is told first of all.
        self.writer.lossesDue = self.tally.losses.isEmpty ? nil : now
        return true
    }

    /// What the writer is to do now.
    mutating func next(at now: Instant) -> Step {
        self.writer.sleep = .awake
        if case .closing(let until) = self.writer.phase, now >= until {
            self.writer.phase = .draining
        }
        guard self.writer.phase != .ended else { return .finish }
        if self.writer.spool != nil, let step = self.detour(at: now) { return step }
        if let step = self.pause(at: now) { return step }
        if self.areLossesDue(at: now) { return .report(self.tally.losses) }
        if let end = self.lingering(at: now) { return self.sleep(.untilPressing, until: end) }
        guard let batch = self.queue.popFirst() else { return self.idle() }
        self.begin(batch)
        return .write(batch)
    }

    /// The write of `batch` begins.
    mutating func begin(_ batch: Batch) {
        self.writing = Occupancy(events: batch.count, bytes: batch.bytes)
        self.tally.begin(batch.unattended)
    }

    /// The batch is written: each of its events is accounted for.
    mutating func settle(at now: Instant) -> Settlement {
        self.occupancy -= self.writing
        self.writing = Occupancy()
        self.tally.settle(unsettled: 0, oldest: self.queue.since)
        return self.recover(at: now)
    }

    /// The store failed at `rest` of the batch, which has the events that are not accounted for.
    ///
    /// They go into the spool next. Where there is none that takes them they are tried again
    /// after a pause, unless somebody waits: whoever does is told.
    mutating func settle(failure: TrailError, rest: Batch, at now: Instant) -> Settlement {
        var settlement = self.fail(failure, at: now)
        let isKept = self.writer.spool.map { $0.outage == nil } ?? false
        settlement.dismissed = self.restore(rest, dismissing: !isKept)
        return settlement
    }

    /// Puts back what could not be written.
    ///
    /// - Returns: Those who waited for any of it or of the rest, if they are to be dismissed.
    mutating func restore(_ rest: Batch, dismissing: Bool) -> [Caller] {
        var rest = rest
        let dismissed = dismissing ? rest.dismissCallers() + self.queue.dismissCallers() : []
        self.queue.restore(rest)
        self.occupancy = self.queue.occupancy
        self.writing = Occupancy()
        self.tally.settle(unsettled: rest.unattended, oldest: self.queue.since)
        return dismissed
    }

    /// The losses `told` are sealed; the store refused the rest of the `count` that it was to hold.
    ///
    /// Those are tried again after a while, and at the end left for the next start to tell.
    mutating func settle(
        told: [LossReason: Loss],
        of count: Int? = nil,
        at now: Instant
    ) -> Settlement {
        self.tally.clear(told)
        self.writer.areLossesRefused = told.count < count ?? 0
        self.writer.lossesDue =
            self.writer.areLossesRefused
            ? now + max(self.configuration.lossDelay, .seconds(1)) : nil
        return self.recover(at: now)
    }

    /// Keeps the memory of a batch that has been written.
    mutating func recycle(_ emptied: Batch) {
        self.queue.recycle(emptied)
    }
}

extension RecordingBuffer {
    mutating func sleep(_ sleep: WriterState.Sleep, until time: Instant?) -> Step {
        self.writer.sleep = sleep
        return .wait(until: time)
    }

    private mutating func idle() -> Step {
        guard !self.writer.isClosing else {
            self.writer.phase = .ended
            return .finish
        }
        return self.sleep(.untilOffer, until: self.writer.lossesDue)
    }

    /// What to do while the store is away; `nil` when it is time to try it.
    private mutating func pause(at now: Instant) -> Step? {
        guard var outage = self.writer.outage else { return nil }
        guard !self.writer.isClosing || !self.queue.isEmpty else { return .finish }
        switch self.writer.phase {
        case .draining: return .finish
        case .closing(let until) where now < outage.retryAt:
            return self.sleep(.untilWoken, until: min(outage.retryAt, until))
        case _ where now < outage.retryAt:
            return self.sleep(.untilWoken, until: outage.retryAt)
        default:
            outage.isRefusing = false
            self.writer.outage = outage
            return nil
        }
    }

    mutating func areLossesDue(at now: Instant) -> Bool {
        guard !self.tally.losses.isEmpty else { return false }
        let due = self.writer.lossesDue ?? now + self.configuration.lossDelay
        self.writer.lossesDue = due
        return now >= due || (self.writer.isClosing && !self.writer.areLossesRefused)
    }

    /// Until when a batch may fill: only under load, and only while nobody waits.
    func lingering(at now: Instant) -> Instant? {
        guard self.writer.phase == .running, !self.queue.isEmpty, !self.queue.isPressing,
            let lastWrite = self.writer.lastWrite
        else { return nil }
        let end = lastWrite + self.configuration.batch.delay
        guard now < end else { return nil }
        return min(end, self.writer.lossesDue ?? end)
    }

    mutating func recover(at now: Instant) -> Settlement {
        defer {
            self.writer.lastWrite = now
            self.writer.outage = nil
            self.writer.spool?.outage = nil
        }
        return Settlement(wasAway: self.writer.outage != nil)
    }

    mutating func fail(_ error: TrailError, at now: Instant) -> Settlement {
        let outage = self.outage(after: self.writer.outage, error, at: now)
        self.writer.outage = outage
        return Settlement(wasAway: outage.failures > 1)
    }

    /// The outage that one more failure makes, with a pause that is no shorter than was asked for.
    func outage(
        after last: WriterState.Outage?,
        _ error: TrailError,
        at now: Instant
    ) -> WriterState.Outage {
        var random = SystemRandomNumberGenerator()
        let failures = (last?.failures ?? 0) + 1
        let pause = self.configuration.retry.pause(after: failures, using: &random)
        return WriterState.Outage(
            error: error,
            failures: failures,
            retryAt: now + max(pause, error.retryAfter ?? .zero)
        )
    }
}
