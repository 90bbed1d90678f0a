internal import GRDB
internal import Logging
internal import Trail

extension ChangeDrainer {
    /// Moves what waits in the outbox now, and returns when all of it is on disk.
    ///
    /// - Returns: How many changes there were.
    /// - Throws: `DatabaseError`, or what the recorder says: the changes concerned then stay in
    ///   the outbox.
    @discardableResult
    public func drain() async throws -> Int {
        let database = self.tracker.database
        let limit = max(self.configuration.batch, 1)
        let end = try await database.read { db in
            try Outbox.exists(db) ? Outbox.last(db) : 0
        }
        var count = 0
        while true {
            try Task.checkCancellation()
            let batch = try await database.read { db in try OutboxBatch(db, limit: limit) }
            guard !batch.isEmpty, let rows = batch.rows, rows.lowerBound <= end else { break }
            try await self.move(batch, rows)
            count += batch.changes.count
        }
        return count
    }

    private func move(_ batch: OutboxBatch, _ rows: ClosedRange<Int64>) async throws {
        var encoded: [(number: Int64, event: EncodedEvent)] = []
        var refusals = batch.unreadable.map {
            RefusedChanges.Refusal(number: $0, reason: "its layout is not known", event: [])
        }
        for change in batch.changes {
            switch self.encode(change, batch.seed) {
            case .success(let event?): encoded.append((change.number, event))
            case .success(nil): continue
            case .failure(let error):
                refusals.append(
                    RefusedChanges.Refusal(number: change.number, reason: "\(error)", event: [])
                )
            }
        }
        let outcomes = try await self.recorder.append(encoded.map(\.event))
        for (change, outcome) in zip(encoded, outcomes) {
            if let refusal = self.refusal(of: change, outcome) { refusals.append(refusal) }
        }
        self.tell(refusals)
        let openMark = batch.openMark
        try await self.tracker.database.write { [refusals] db in
            try RefusedChanges.add(refusals, db)
            try db.cachedStatement(
                sql: "DELETE FROM trail_change WHERE id BETWEEN ? AND ? AND id IS NOT ?"
            ).execute(arguments: [rows.lowerBound, rows.upperBound, openMark])
        }
    }

    /// The event of a change; nothing where it is vetoed.
    ///
    /// What is too large for an event is told more and more briefly.
    private func encode(
        _ change: OutboxChange,
        _ seed: [UInt8]
    ) -> Result<EncodedEvent?, EventError> {
        guard self.recorder.capturing.kinds.contains(.crud) else { return .success(nil) }
        let id = change.id(seed: seed)
        let draft = ChangeDraft(change)
        let limits = [self.configuration.valueLimit, 4_096, 256]
        let extents = limits.map { ChangeDraft.Extent.values(limit: $0) } + [.noValues, .noScope]
        var failure = EventError("what", .missing)
        for (attempt, extent) in extents.enumerated() {
            let draft = draft.draft(id, extent)
            if attempt == 0, self.veto(draft) { return .success(nil) }
            do {
                // A change is known by its id: how it is told may differ after an upgrade.
                return .success(try self.recorder.encode(draft, stated: [.id, .occurredAt]))
            } catch {
                failure = error
            }
        }
        return .failure(failure)
    }

    private func refusal(
        of change: (number: Int64, event: EncodedEvent),
        _ outcome: RecordingOutcome
    ) -> RefusedChanges.Refusal? {
        switch outcome {
        case .sealed, .repeated: nil
        case .conflict:
            RefusedChanges.Refusal(
                number: change.number,
                reason: "its id is taken by another event",
                event: change.event.draftText
            )
        case .refused(let error):
            RefusedChanges.Refusal(
                number: change.number,
                reason: "\(error)",
                event: change.event.draftText
            )
        }
    }

    private func tell(_ refusals: [RefusedChanges.Refusal]) {
        for refusal in refusals {
            self.logger.error(
                "row change put aside in trail_refused",
                metadata: [
                    "trail.change": "\(refusal.number)", "trail.reason": "\(refusal.reason)",
                ]
            )
        }
    }
}
