internal import Logging
internal import Metrics

extension EventRecorder {
    /// Puts aside what the store refused, and what nobody hears of otherwise: an event that
    /// nobody waits for and whose id is taken.
    func putAside(_ batch: RecorderState.Buffer.Batch, _ outcomes: [RecordingOutcome]) async {
        for (place, outcome) in outcomes.enumerated() {
            let isAttended = batch.callers[place] != nil
            switch outcome {
            case .sealed, .repeated: continue
            case .conflict where isAttended: continue
            case .conflict:
                let error = TrailError(.idConflict, "the id is taken by another event")
                await self.putAside(batch.events[place], error, isAttended: isAttended)
            case .refused(let error):
                await self.putAside(batch.events[place], error, isAttended: isAttended)
            }
        }
    }

    private func putAside(_ event: EncodedEvent, _ error: TrailError, isAttended: Bool) async {
        do {
            try await self.keepAside(event, error)
        } catch  where isAttended {
            // Whoever waits is told, and has the event.
        } catch {
            self.lose(.invalid, error, at: self.clock.now())
        }
    }

    /// Keeps one event that the store refused with `error` among the dead letters.
    ///
    /// - Throws: Where there are none, or they cannot be written.
    func keepAside(_ event: EncodedEvent, _ error: TrailError) async throws {
        self.logger.error(
            "event put aside: the store refuses it",
            error: error,
            metadata: ["trail.id": "\(event.header.id)", "trail.tenant": "\(event.header.tenant)"]
        )
        self.metrics.deadLetters.increment()
        guard let deadLetters = self.deadLetters else {
            throw TrailError(.notFound, "no dead letters are kept")
        }
        let letter = DeadLetter(
            event: event,
            reason: error.code,
            message: error.message,
            time: self.clock.now()
        )
        try await deadLetters.add(letter)
    }
}
