// What the writer does while the spool stands between the buffer and the store: the store is away,
// or is back and has not yet got what was kept meanwhile. New events go behind those.

extension RecordingBuffer {
    /// What to do by way of the spool; `nil` where events go straight to the store.
    mutating func detour(at now: Instant) -> Step? {
        guard let spool = self.refreshedSpool(at: now) else { return nil }
        let takes = spool.outage.map { now >= $0.retryAt } ?? true
        let isAway = self.isStoreAway(at: now, takes: takes)
        guard isAway || spool.size.events > 0 else { return nil }
        if takes, !self.queue.isEmpty, isAway || self.writer.isDraining || !spool.isDrainNext {
            return self.keep(at: now, isAway: isAway)
        }
        if !isAway, !self.writer.isDraining {
            self.writer.spool?.isDrainNext = false
            return .drain
        }
        if self.writer.isDraining || self.writer.isClosing && self.queue.isEmpty {
            self.writer.phase = .ended
            return .finish
        }
        // Losses that come now wait for the store and wake nobody.
        _ = self.areLossesDue(at: now)
        return self.sleep(takes ? .untilOffer : .untilWoken, until: self.detourEnd(at: now))
    }

    /// The batch is in the spool, which now holds `size`: each of its events is accounted for.
    mutating func settle(kept size: SpoolSize, at now: Instant) {
        self.occupancy -= self.writing
        self.writing = Occupancy()
        self.tally.settle(unsettled: 0, oldest: self.queue.since)
        self.writer.lastWrite = now
        self.writer.spool?.size = size
        self.writer.spool?.isDrainNext = true
        self.writer.spool?.outage = nil
    }

    /// The spool did not take `batch`.
    ///
    /// - Returns: Those who waited for it or for the rest of the buffer, once for each event.
    mutating func settle(notKept failure: TrailError, _ batch: Batch, at now: Instant) -> [Caller] {
        let outage = self.outage(after: self.writer.spool?.outage, failure, at: now)
        self.writer.spool?.outage = outage
        self.writer.spool?.isDrainNext = true
        return self.restore(batch, dismissing: true)
    }

    /// The oldest events of the spool are written, which now holds `size`.
    mutating func settle(drained size: SpoolSize, at now: Instant) -> Settlement {
        self.writer.spool?.size = size
        return self.recover(at: now)
    }

    /// The store failed while the spool was drained, which now holds `size`.
    mutating func settle(
        drained size: SpoolSize?,
        failure: TrailError,
        at now: Instant
    ) -> Settlement {
        if let size, size != self.writer.spool?.size {
            // Room that was made is room for what could not be kept before.
            self.writer.spool?.size = size
            self.writer.spool?.outage = nil
        }
        return self.fail(failure, at: now)
    }

    /// The spool, which may be tried again once its time has come.
    private mutating func refreshedSpool(at now: Instant) -> WriterState.SpoolState? {
        if let outage = self.writer.spool?.outage, now >= outage.retryAt {
            self.writer.spool?.outage?.isRefusing = false
        }
        return self.writer.spool
    }

    /// Whether the store is not to be tried now: before its time; and at the end not at all, for
    /// what is in the spool is safe there.
    private func isStoreAway(at now: Instant, takes: Bool) -> Bool {
        guard let outage = self.writer.outage else { return false }
        return now < outage.retryAt || self.writer.isClosing && takes
    }

    private mutating func keep(at now: Instant, isAway: Bool) -> Step? {
        if isAway, let end = self.lingering(at: now), end > now {
            return self.sleep(.untilPressing, until: end)
        }
        guard let batch = self.queue.popFirst() else { return nil }
        self.begin(batch)
        return .keep(batch)
    }

    /// When to look again.
    private func detourEnd(at now: Instant) -> Instant? {
        var ends = [self.writer.outage?.retryAt, self.writer.spool?.outage?.retryAt]
        if case .closing(let until) = self.writer.phase { ends.append(until) }
        return ends.compactMap { $0 }.filter { $0 > now }.min()
    }
}
