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

    /// The writer begins.
    ///
    /// - Returns: Whether it may: nobody has begun before.
    mutating func begin(at now: Instant) -> Bool {
        guard self.writer.phase == .new else { return false }
        self.writer.phase = .running
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
        if let step = self.pause(at: now) { return step }
        if self.areLossesDue(at: now) { return .report(self.tally.losses) }
        if let end = self.lingering(at: now) { return self.sleep(.untilPressing, until: end) }
        guard let batch = self.queue.popFirst() else { return self.idle() }
        self.writing = Occupancy(events: batch.count, bytes: batch.bytes)
        self.tally.begin(batch.unattended)
        return .write(batch)
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
    /// They stay and are tried again after a pause, unless somebody waits: whoever does is told.
    mutating func settle(failure: TrailError, rest: Batch, at now: Instant) -> Settlement {
        var rest = rest
        var settlement = self.fail(failure, at: now)
        settlement.dismissed = rest.dismissCallers() + self.queue.dismissCallers()
        self.queue.restore(rest)
        self.occupancy = self.queue.occupancy
        self.writing = Occupancy()
        self.tally.settle(unsettled: rest.count, oldest: self.queue.since)
        return settlement
    }

    /// The losses `told` are sealed.
    mutating func settle(told: [LossReason: Loss], at now: Instant) -> Settlement {
        self.tally.clear(told)
        self.writer.lossesDue = nil
        return self.recover(at: now)
    }

    /// Keeps the memory of a batch that has been written.
    mutating func recycle(_ emptied: Batch) {
        self.queue.recycle(emptied)
    }
}

// MARK: - The end

extension RecordingBuffer {
    /// Begins to shut down: what is in the buffer is still written.
    ///
    /// - Returns: Whether the writer is to be woken.
    mutating func close(at now: Instant) -> Bool {
        guard self.writer.phase == .running else { return false }
        self.writer.phase = .closing(until: now + self.configuration.patience)
        // A store that is away is tried at once, and often: there is little time left.
        self.writer.outage?.retryAt = now
        self.writer.outage?.failures = 0
        return self.wake()
    }

    /// Ends at once.
    ///
    /// - Returns: Whether the writer is to be woken.
    mutating func abort() -> Bool {
        self.writer.phase = .ended
        return self.wake()
    }

    /// The writer is gone: what is left is given up, and counted where nobody waits for it.
    ///
    /// - Returns: Those who waited, once for each event.
    mutating func end() -> [Caller] {
        self.writer.phase = .ended
        let dismissed = self.queue.dismissCallers()
        self.queue = BatchQueue(limits: self.configuration.batch)
        self.occupancy = Occupancy()
        self.tally.abandon(.closed)
        return dismissed
    }
}

extension RecordingBuffer {
    private mutating func sleep(_ sleep: WriterState.Sleep, until time: Instant?) -> Step {
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

    private mutating func areLossesDue(at now: Instant) -> Bool {
        guard !self.tally.losses.isEmpty else { return false }
        let due = self.writer.lossesDue ?? now + self.configuration.lossDelay
        self.writer.lossesDue = due
        return now >= due || self.writer.isClosing
    }

    /// Until when a batch may fill: only under load, and only while nobody waits.
    private func lingering(at now: Instant) -> Instant? {
        guard self.writer.phase == .running, !self.queue.isEmpty, !self.queue.isPressing,
            let lastWrite = self.writer.lastWrite
        else { return nil }
        let end = lastWrite + self.configuration.batch.delay
        guard now < end else { return nil }
        return min(end, self.writer.lossesDue ?? end)
    }

    private mutating func recover(at now: Instant) -> Settlement {
        defer {
            self.writer.lastWrite = now
            self.writer.outage = nil
        }
        return Settlement(wasAway: self.writer.outage != nil)
    }

    private mutating func fail(_ error: TrailError, at now: Instant) -> Settlement {
        let failures = (self.writer.outage?.failures ?? 0) + 1
        self.writer.outage = WriterState.Outage(
            error: error,
            failures: failures,
            retryAt: now + self.configuration.retry.pause(after: failures)
        )
        return Settlement(wasAway: failures > 1)
    }
}
