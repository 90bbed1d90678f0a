internal import Metrics
internal import Synchronization

// What the writer does with a batch.

extension EventRecorder {
    /// Writes a batch, answers those who wait, and says what is to happen with the rest.
    func write(_ batch: RecorderState.Buffer.Batch, _ outages: inout OutageLog) async {
        self.measure()
        let result = await self.writer.write(batch.events)
        await self.putAside(batch, result.outcomes)
        let settlement: RecorderState.Buffer.Settlement
        if let failure = result.failure {
            let rest = batch.suffix(from: result.outcomes.count)
            settlement = self.state.withLock {
                $0.settle(failure: failure, rest: rest, at: .now)
            }
        } else {
            settlement = self.state.withLock { $0.settle(at: .now) }
        }
        for (call, outcome) in zip(batch.callers, result.outcomes) {
            call?.settle(outcome)
        }
        self.conclude(settlement, result.failure, &outages)
        // Emptied outside the lock: giving back the memory of a thousand events takes time.
        var emptied = batch
        emptied.removeAll()
        self.state.withLock { $0.recycle(emptied) }
    }

    /// Seals what was lost, so that the ledger itself says that something is missing.
    func tell(_ losses: [LossReason: Loss], _ outages: inout OutageLog) async {
        let now = self.clock.now()
        let events = LossReason.allCases.compactMap { reason -> (LossReason, EncodedEvent)? in
            guard let loss = losses[reason] else { return nil }
            // Figures and fixed words: always within the limits.
            let draft = LossEvent.draft(loss, reason)
            return (try? self.encoder.encode(own: draft, at: now)).map { (reason, $0) }
        }
        let result = await self.writer.write(events.map(\.1))
        var told = losses
        for ((reason, event), outcome) in zip(events, result.outcomes) {
            guard case .refused(let error) = outcome else { continue }
            do {
                try await self.keepAside(event, error)
            } catch {
                // Counted as lost it would have to be told in its turn, without end.
                told[reason] = nil
            }
        }
        let settlement = self.state.withLock { [told] state in
            if let failure = result.failure {
                state.settle(failure: failure, rest: RecordingBatch(), at: .now)
            } else {
                state.settle(told: told, of: losses.count, at: .now)
            }
        }
        self.conclude(settlement, result.failure, &outages)
    }

    func measure() {
        let (occupancy, spool) = self.state.withLock {
            ($0.buffer.occupancy, $0.buffer.writer.spool?.size)
        }
        self.metrics.queueEvents.record(occupancy.events)
        self.metrics.queueBytes.record(occupancy.bytes)
        guard let spool else { return }
        self.metrics.spoolEvents.record(spool.events)
        self.metrics.spoolBytes.record(spool.bytes)
    }

    /// Says how a write went, and tells those whose events are given up.
    func conclude(
        _ settlement: RecorderState.Buffer.Settlement,
        _ failure: TrailError?,
        _ outages: inout OutageLog
    ) {
        self.measure()
        guard let failure else {
            if settlement.wasAway { outages.end() }
            return
        }
        outages.note(failure)
        self.metrics.refused.increment(by: settlement.dismissed.count)
        for call in settlement.dismissed {
            call.dismiss(failure)
        }
    }
}
