internal import Logging
internal import Metrics
internal import Synchronization

// What the writer does with the spool.

extension EventRecorder {
    /// Puts a batch into the spool and answers those who wait.
    func keep(_ batch: RecorderState.Buffer.Batch, _ outages: inout OutageLog) async {
        do {
            let size = try await self.spooled { try await $0.append(batch.events) }
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
