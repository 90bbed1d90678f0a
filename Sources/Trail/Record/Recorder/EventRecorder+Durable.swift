internal import Metrics
internal import Synchronization

extension EventRecorder {
    /// Records an event and waits until it is on disk.
    ///
    /// Cancellation is looked at until the event is given to the writer. After that the caller
    /// waits for the answer, which the store owes soon, so it never has to wonder whether the
    /// event was recorded.
    ///
    /// - Returns: The receipt; the first one where the event is recorded already. While the store
    ///   is away and the event waits in the spool, ``Receipt/accepted(_:)``.
    /// - Throws: ``EventError`` for a draft that is out of bounds. ``TrailError`` and then the
    ///   event is not recorded: `overloaded`, `closed`, `idConflict`, or what the store said,
    ///   such as `storeUnavailable`, `outOfSpace`, `unstorable`. `CancellationError` where the
    ///   task was cancelled before the event was given to the writer, also while ``run()`` had
    ///   not begun; the event is not recorded then either.
    public func recordDurably(_ draft: Event.Draft) async throws -> Receipt {
        try Task.checkCancellation()
        let event = try self.encoder.encode(captured: draft, at: self.clock.now())
        guard await self.writerBegins() else {
            try Task.checkCancellation()
            throw Self.notRunning
        }
        let outcomes = try await self.hand([event])
        guard let outcome = outcomes.first else {
            throw TrailError(.storeUnavailable, "the store did not answer")
        }
        return try outcome.receipt()
    }

    /// Records events that are encoded already and waits until all of them are on disk or refused.
    ///
    /// The events are taken in all together or not at all; in the store each is on its own.
    ///
    /// - Returns: What became of each event, in the order of `events`.
    /// - Throws: ``TrailError`` and then none of them is recorded: `overloaded` when the buffer
    ///   has no room for all of them, `closed` after the end, or what the store said when it
    ///   failed at the first of them. Cancellation does not end the wait for the store; while
    ///   ``run()`` has not begun, a cancelled caller gets `storeUnavailable` at once.
    public func append(_ events: [EncodedEvent]) async throws(TrailError) -> [RecordingOutcome] {
        guard !events.isEmpty else { return [] }
        guard await self.writerBegins() else { throw Self.notRunning }
        return try await self.hand(events)
    }

    /// Gives events to the writer and waits for its answer.
    private func hand(_ events: [EncodedEvent]) async throws(TrailError) -> [RecordingOutcome] {
        let now = self.clock.now()
        let answer: PendingCall.Answer = await withCheckedContinuation { continuation in
            let call = PendingCall(count: events.count, continuation: continuation)
            let (refusal, sleeper) = self.state.withLock { state in
                state.offer(events, call: call, at: now)
            }
            sleeper?.resume()
            if let refusal {
                self.metrics.refused.increment(by: events.count)
                call.refuse(refusal)
            } else {
                self.metrics.accepted.increment(by: events.count)
            }
        }
        return try answer.get()
    }

    /// Records an event as the configuration says, for whoever captures events in passing.
    ///
    /// With `wait` it returns when the event is on disk; otherwise at once. With `strict` it
    /// fails where the event cannot be recorded; otherwise it never does, and an event that the
    /// store did not take in time stays in the buffer to be tried again. An event that
    /// ``capturing`` leaves out is not recorded, which is no failure.
    ///
    /// - Throws: As ``recordDurably(_:)``, and only if `strict` is set.
    public func capture(_ draft: Event.Draft) async throws {
        guard self.capturing.kinds.contains(draft.detail.kind) else { return }
        switch (self.configuration.wait, self.configuration.strict) {
        case (false, false): self.record(draft)
        case (true, true): _ = try await self.recordDurably(draft)
        case (true, false): await self.recordPatiently(draft)
        case (false, true):
            let now = self.clock.now()
            let event = try self.encoder.encode(captured: draft, at: now)
            if let refusal = self.offer(event, at: now) {
                self.metrics.refused.increment()
                throw refusal
            }
        }
    }

    private func recordPatiently(_ draft: Event.Draft) async {
        let now = self.clock.now()
        let event: EncodedEvent
        do {
            event = try self.encoder.encode(captured: draft, at: now)
        } catch {
            self.lose(.invalid, error, at: now)
            return
        }
        do {
            _ = try await self.append([event])
        } catch {
            guard let refusal = self.offer(event, at: now) else { return }
            self.lose(refusal.code == .closed ? .closed : .overloaded, refusal, at: now)
        }
    }

    private static var notRunning: TrailError {
        TrailError(.storeUnavailable, "the recorder is not running")
    }

    /// Waits for ``run()`` to begin: the services of a group start in no order.
    ///
    /// - Returns: Whether it did in time and before the task was cancelled.
    private func writerBegins() async -> Bool {
        let end = ContinuousClock.now + self.configuration.patience
        while self.state.withLock({ $0.buffer.writer.phase == .new }) {
            guard ContinuousClock.now < end, !Task.isCancelled else { return false }
            // Cancellation shows at the next turn.
            try? await Task.sleep(for: .milliseconds(2))
        }
        return true
    }
}
