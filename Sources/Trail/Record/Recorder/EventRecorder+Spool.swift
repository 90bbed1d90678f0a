internal import Logging
internal import Metrics
internal import Synchronization

// What the writer does with the spool.

extension EventRecorder {
    /// Puts a batch into the spool and answers those who wait.
    func keep(_ batch: RecorderState.Buffer.Batch, _ outages: inout OutageLog) async {
        do {
            let size = try await self.kept(batch.events)
            self.state.withLock { $0.settle(kept: size, at: .now) }
            outages.end()
            self.metrics.spooled.increment(by: batch.count)
            for (call, event) in zip(batch.callers, batch.events) {
                call?.settle(.sealed(.accepted(event.header.id)))
            }
        } catch {
            let dismissed = self.state.withLock { $0.settle(notKept: error, batch, at: .now) }
            outages.note(error)
            self.metrics.refused.increment(by: dismissed.count)
            for call in dismissed {
                call.dismiss(error)
            }
        }
        self.measure()
    }

    /// Writes the oldest events of the spool to the store, and removes those that it took.
    ///
    /// A crash in between writes them once more, which their ids make harmless.
    func drainSpool(_ outages: inout OutageLog) async {
        let limits = self.configuration.batch
        // Twice what new events add in the meantime, so that the spool becomes empty.
        let request = SpoolRequest(events: limits.events * 2, bytes: limits.bytes * 2)
        var size: SpoolSize?
        var failure: TrailError?
        do {
            let batch = try await self.spooled { try await $0.oldest(request) }
            let (place, error) = await self.write(batch)
            failure = error
            if let place {
                size = try await self.spooled { try await $0.remove(through: place) }
            } else if batch.entries.isEmpty {
                size = SpoolSize()
            }
        } catch {
            failure = error
        }
        if await self.tellDamage() {
            // Nothing is left to be drained.
            size = SpoolSize()
            failure = nil
        }
        let (last, reason) = (size, failure)
        let settlement = self.state.withLock {
            $0.settle(drained: last, failure: reason, at: .now)
        }
        self.conclude(settlement, failure, &outages)
    }

    /// Writes what was in the spool.
    ///
    /// - Returns: The place of the last event that is accounted for, and why the next is not.
    private func write(_ batch: SpoolBatch) async -> (place: Int64?, failure: TrailError?) {
        var events = RecorderState.Buffer.Batch()
        let now = self.clock.now()
        for event in batch.entries.compactMap(\.event) {
            events.append(event, bytes: event.byteCount, caller: nil, at: now)
        }
        let result = await self.writer.write(events.events)
        await self.putAside(events, result.outcomes)
        var left = result.outcomes.count
        var place: Int64?
        for entry in batch.entries {
            if entry.event == nil {
                let error = TrailError(.storeUnavailable, "an event in the spool is unreadable")
                self.lose(.invalid, error, at: now)
            } else {
                guard left > 0 else { break }
                left -= 1
            }
            place = entry.place
        }
        return (place, result.failure)
    }

    /// Puts events into the spool; into a new one where that which is there is damaged.
    private func kept(_ events: [EncodedEvent]) async throws(TrailError) -> SpoolSize {
        do {
            return try await self.spooled { try await $0.append(events) }
        } catch {
            guard await self.tellDamage() else { throw error }
            return try await self.spooled { try await $0.append(events) }
        }
    }

    /// Counts and tells what was lost with a spool that was set aside.
    ///
    /// - Returns: Whether one was.
    @discardableResult
    func tellDamage() async -> Bool {
        guard let damage = await self.writer.spool?.takeDamage() else { return false }
        let now = self.clock.now()
        let sleeper = self.state.withLock { state in
            if let events = damage.events {
                return state.lose(events, .invalid, at: now, now: .now).sleeper
            }
            return state.lose(0, .unreadable, at: now, now: .now).sleeper
        }
        sleeper?.resume()
        self.metrics.lost.increment(by: damage.events ?? 0)
        self.logger.error(
            "the spool is damaged: it is set aside, and a new one is used",
            metadata: [
                "trail.path": "\(damage.place)",
                "trail.count": "\(damage.events.map(String.init) ?? "unknown")",
            ]
        )
        return true
    }

    /// What the spool answers, its errors being Trail's own.
    private func spooled<Value>(
        _ body: (any Spool) async throws -> Value
    ) async throws(TrailError) -> Value {
        guard let spool = self.writer.spool else {
            throw TrailError(.storeUnavailable, "there is no spool")
        }
        do {
            return try await body(spool)
        } catch let error as TrailError {
            throw error
        } catch {
            throw TrailError(.storeUnavailable, "the spool failed", cause: error)
        }
    }
}
