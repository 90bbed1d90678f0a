internal import GRDB
internal import MerkleLog
internal import Synchronization
public import Trail

extension SQLiteEventStore {
    /// Brings pruned events back from an archive.
    ///
    /// The archive is read twice: first to prove it and to see what is missing; then, once the
    /// record is durable, to bring that back in small transactions with a rest between them. While
    /// it is under way it stands among the removals that are not carried out, so that the search
    /// index waits. A removal or an erasure that comes in between makes it begin anew with what is
    /// still missing, so that nothing comes back behind it.
    ///
    /// - Throws: ``Trail/ArchiveError``, and ``Trail/TrailError`` as the writer and the sealer do;
    ///   `ledgerDamaged` for events of another ledger, `underWay` where removals come in between
    ///   again and again. What has come back is back, under its record.
    public func restore(_ request: RestorationRequest) async throws -> RestorationResult {
        let sealer = request.isDryRun ? nil : try self.requireSealer()
        var sum = RestorationResult()
        for round in 0..<Self.restorationRounds {
            if sealer != nil { try await self.finishRemovals() }
            let premise = try await self.read { try RemovalPremise(request.tenant, $0) }
            let (selection, hash) = try await self.survey(request)
            if round == 0 { sum.present = selection.result.present }
            sum.conflicts = selection.result.conflicts
            guard let sealer, selection.result.count > 0 else {
                sum.count += selection.result.count
                sum.incomplete += selection.result.incomplete
                return sum
            }
            let recorded = try await self.record(selection, hash, premise, sealer)
            guard let (removal, receipt) = recorded else { continue }
            sum.record = receipt
            let outcome = try await self.bringBack(selection, removal)
            sum.count += outcome.count
            sum.incomplete += outcome.incomplete
            if outcome.isComplete { return sum }
        }
        throw TrailError(
            .underWay,
            "Events are being removed at the same time again and again; bring them back after it."
        )
    }

    /// How often it begins anew because events were removed meanwhile.
    private static var restorationRounds: Int { 10 }

    /// Reads the archive, and compares it with what is there.
    private func survey(
        _ request: RestorationRequest
    ) async throws -> (selection: RestorationSelection, hash: Hash) {
        var selection = try RestorationSelection(
            request,
            removals: try await self.removals(of: request.tenant)
        )
        let (_, hash) = try await request.archive.readBatches(keys: request.keys) { events in
            let places = try await self.read { database in
                try RestorationPlaces(request.tenant, database).places(of: events)
            }
            for (event, place) in zip(events, places) { try selection.consider(event, place) }
        }
        return (selection, hash)
    }

    /// Seals the record that events come back, and keeps the list of what they lack.
    ///
    /// - Returns: `nil` where events were removed since the archive was compared.
    private func record(
        _ selection: RestorationSelection,
        _ hash: Hash,
        _ premise: RemovalPremise,
        _ sealer: Sealer
    ) async throws -> (removal: Removal, receipt: Receipt)? {
        let tenant = selection.request.tenant
        let record = try selection.record(archive: hash, now: self.clock.now())
        let list = selection.lost.bytes
        let sealed = try await self.write {
            database,
            state -> (AppendResult, Removal, Receipt)? in
            guard !premise.isUnsettled, try RemovalPremise(tenant, database) == premise else {
                return nil
            }
            var writer = BatchWriter(AppendWork([record]), database, sealer, looksUpAll: false)
            let result = try writer.run(&state)
            guard case .sealed(let receipt)? = result.outcomes.first,
                case .durable(_, let index, _) = receipt,
                let number = try StoredLedger.number(of: tenant, database)
            else {
                throw TrailError(.idConflict, "The record of the restoration could not be sealed.")
            }
            let removal = Removal(recordIndex: index, list: list)
            try RemovalTable(tenant: number, database: database).insert(removal)
            return (result, removal, receipt)
        }
        guard let (result, removal, receipt) = sealed else { return nil }
        for batch in result.batches { sealer.committed(batch.head) }
        return (removal, receipt)
    }

    /// What became of one round.
    private struct Outcome {
        var count = 0
        var incomplete = 0
        var isComplete = true
    }

    private func bringBack(
        _ selection: RestorationSelection,
        _ removal: Removal
    ) async throws -> Outcome {
        let request = selection.request
        var outcome = Outcome()
        var pace = RemovalPace()
        var touched: Set<Int64> = []
        try await request.archive.readBatches(keys: request.keys, progress: request.progress) {
            events in
            guard outcome.isComplete else { return }
            var rest = try selection.chosen(events)[...]
            while !rest.isEmpty, outcome.isComplete {
                let portion = Array(rest.prefix(pace.events))
                rest = rest.dropFirst(portion.count)
                let step = try await self.insert(portion, removal, request.tenant)
                let end = ContinuousClock.now
                guard let step else {
                    outcome.isComplete = false
                    return
                }
                outcome.count += step.count
                outcome.incomplete += step.incomplete
                if !step.segments.isSubset(of: touched) {
                    touched.formUnion(step.segments)
                    try await self.forget(step.segments, of: request.tenant, in: nil)
                }
                try self.beforeRemoval()
                pace.note(end - step.start)
                try await Task.sleep(for: pace.rest)
            }
        }
        try await self.forget(touched, of: request.tenant, in: removal)
        self.openSegments.withLock { $0 = OpenSegments() }
        if outcome.isComplete {
            try await self.settle(removal, request.tenant, at: self.clock.now())
        }
        return outcome
    }

    /// Puts events back in one transaction.
    ///
    /// - Returns: `nil` where something was removed since the record was sealed.
    private func insert(
        _ events: [SealedEvent],
        _ removal: Removal,
        _ tenant: TenantID
    ) async throws -> RestorationStep.Result? {
        try await self.write { database, _ in
            guard let view = try LedgerView.read(tenant, database),
                try RemovalTable(tenant: view.number, database: database).isUnderWay(removal)
            else { return nil }
            var step = try RestorationStep(view, database)
            return try step.run(events)
        }
    }

    /// Ends a restoration that somebody else began and did not finish, or goes on with at this very
    /// time: what it has not brought back is brought back under another record.
    ///
    /// Which segments it touched is not known, so the search index is made anew.
    func giveUp(_ removal: Removal, _ tenant: TenantID) async throws {
        if let file = self.search { file.discard() } else { SearchFile.delete(self.searchPath) }
        try await self.settle(removal, tenant, at: self.clock.now())
    }
}
