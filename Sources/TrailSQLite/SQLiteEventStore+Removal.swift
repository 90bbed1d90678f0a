internal import GRDB
internal import Logging
internal import MerkleLog
internal import Synchronization
public import Trail

extension SQLiteEventStore {
    /// Removes payload under a sealed record.
    ///
    /// There are four stages, of which each is durable before the next: the record together with
    /// the list; the payload, in small transactions; what the search index has of the segments
    /// that were touched; a note that it is done. At the end the
    /// write-ahead log, which still holds old pages, is emptied.
    ///
    /// Events under a legal hold stay. A hold that is placed while the list is made sends the
    /// removal back to its start, as does another removal, be it another process's.
    /// - Throws: ``Trail/TrailError`` as the writer and the sealer do, and `held` as the request
    ///   wants; what its archive throws. If the record is durable, an unfinished removal is
    ///   finished by the next call or the next start; else nothing is gone.
    public func remove(_ request: RemovalRequest) async throws -> RemovalResult {
        let sealer = request.manner.isDryRun ? nil : try self.requireSealer()
        while true {
            if sealer != nil { try await self.finishRemovals() }
            let premise = try await self.read { try RemovalPremise(request.tenant, $0) }
            let selection = try await self.search(request, premise.holds)
            try selection.checkHeld()
            guard let sealer, !selection.list.isEmpty else {
                return RemovalResult(selection, record: nil)
            }
            let copy = try await selection.archive()
            let receipt = try await selection.settling(copy) {
                try await self.record(selection, copy, premise, sealer)
            }
            guard let receipt else { continue }
            try await self.finishRemovals()
            return RemovalResult(selection, record: receipt)
        }
    }

    /// Seals the record of a removal, and keeps its list.
    ///
    /// - Returns: The receipt; `nil` where things are no longer as the selection went by.
    private func record(
        _ selection: RemovalSelection,
        _ copy: ArchiveReceipt?,
        _ premise: RemovalPremise,
        _ sealer: Sealer
    ) async throws -> Receipt? {
        let tenant = selection.request.tenant
        let record = try RemovalRecord.encoded(for: selection, copy, now: self.clock.now())
        let list = selection.list.bytes
        let sealed = try await self.write { database, state -> (AppendResult, Receipt)? in
            guard !premise.isUnsettled, try RemovalPremise(tenant, database) == premise else {
                return nil
            }
            var writer = BatchWriter(AppendWork([record]), database, sealer, looksUpAll: false)
            let result = try writer.run(&state)
            guard case .sealed(let receipt) = result.outcomes.first,
                case .durable(_, let index, _) = receipt,
                let number = try StoredLedger.number(of: tenant, database)
            else {
                throw TrailError(.idConflict, "The record of the removal could not be sealed.")
            }
            try RemovalTable(tenant: number, database: database)
                .insert(Removal(recordIndex: index, list: list))
            return (result, receipt)
        }
        guard let (result, receipt) = sealed else { return nil }
        for batch in result.batches {
            sealer.committed(batch.head)
        }
        return receipt
    }

    private func search(
        _ request: RemovalRequest,
        _ holds: [LegalHold]
    ) async throws -> RemovalSelection {
        var search = RemovalSearch(try RemovalSelection(request, holds: holds))
        while true {
            try Task.checkCancellation()
            let start = search
            let (next, hasMore) = try await self.read { database in
                var search = start
                let hasMore = try search.advance(database)
                return (search, hasMore)
            }
            search = next
            guard hasMore else { return search.selection }
        }
    }

    /// Carries out every recorded removal that is not done yet.
    ///
    /// - Parameter isAlone: Whether nobody else can be waiting for the writer.
    /// - Throws: ``Trail/TrailError`` as the writer does, and `ledgerDamaged` for a list that no
    ///   sealed event commits to.
    func finishRemovals(isAlone: Bool = false) async throws {
        let pending = try await self.read { try RemovalTable.pending($0) }
        for (tenant, removal) in pending {
            let (list, isRestoration) = try await self.genuineList(of: removal, tenant)
            guard !isRestoration else {
                try await self.giveUp(removal, tenant)
                continue
            }
            try self.beforeRemoval()
            try await self.carryOut(list, removal, tenant, isAlone: isAlone)
        }
        guard !pending.isEmpty else { return }
        self.openSegments.withLock { $0 = OpenSegments() }
        await self.emptyWriteAheadLog()
    }

    private func carryOut(
        _ list: RemovalList,
        _ removal: Removal,
        _ tenant: TenantID,
        isAlone: Bool
    ) async throws {
        let now = self.clock.now()
        var pace = RemovalPace()
        var portions = RemovalPortions(list)
        while let portion = portions.next(pace.events) {
            let start = try await self.write { database, _ in
                let start = ContinuousClock.now
                guard let view = try LedgerView.read(tenant, database) else { return start }
                var step = RemovalStep(tenant, view, now: now, database)
                for run in portion {
                    try step.run(run.parts, of: run.indices)
                }
                try step.finish()
                return start
            }
            pace.note(ContinuousClock.now - start)
            // Who writes in another process finds the store free only in between.
            if !isAlone { try await Task.sleep(for: pace.rest) }
        }
        try await self.forget(list, of: tenant, in: removal)
        try await self.settle(removal, tenant, at: now)
    }

    /// Notes that a removal is carried out.
    func settle(_ removal: Removal, _ tenant: TenantID, at now: Timestamp) async throws {
        try await self.write { database, _ in
            guard let view = try LedgerView.read(tenant, database) else { return }
            try RemovalTable(tenant: view.number, database: database).finish(removal)
            let oldest = now.advanced(by: .zero - RemovalStep.memoryOfIDs)
            let forget = try RawStatement(
                "DELETE FROM spent_id WHERE tenant = ? AND recorded_at < ?",
                database
            )
            forget.bind(view.number, at: 1)
            forget.bind(oldest.microseconds, at: 2)
            try forget.run()
        }
    }

    /// The list of a removal, if a sealed event of the ledger commits to it: a row that somebody
    /// put into the table must not make the store delete events.
    private func genuineList(
        of removal: Removal,
        _ tenant: TenantID
    ) async throws -> (list: RemovalList, isRestoration: Bool) {
        let list = try RemovalList(bytes: removal.list)
        let record = try await self.entries(
            EntriesRequest(
                tenant: tenant,
                from: removal.recordIndex,
                upTo: removal.recordIndex + 1
            )
        ).entries.first?.event
        guard let record, RemovalRecord.isRecord(record.header, of: list),
            RemovalRecord.listHash(in: record) == list.hash,
            list.runs.last?.indices.upperBound ?? 0 <= removal.recordIndex,
            record.leaf == LeafData.hash(of: record)
        else {
            throw TrailError(
                .ledgerDamaged,
                "The ledger of \(tenant) has a list of events to remove that no sealed event "
                    + "commits to. Nothing is removed."
            )
        }
        return (list, record.header.action.name == RemovalRecord.rowsRestored)
    }

    /// Empties the write-ahead log, in which removed text could still be read.
    private func emptyWriteAheadLog() async {
        do {
            try await self.pool.writeWithoutTransaction { try self.log.empty($0) }
        } catch {
            // A reader is in the way. Nothing is lost but time: the log is overwritten later on.
            self.logger.warning(
                "removed text may stay in the write-ahead log until it is overwritten",
                metadata: ["trail.path": "\(self.path)"]
            )
        }
    }
}
