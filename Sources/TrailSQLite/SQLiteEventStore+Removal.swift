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
    /// - Throws: ``Trail/TrailError`` as the writer and the sealer do. If the record is durable, an
    ///   unfinished removal is finished by the next call or the next start; else nothing is gone.
    public func remove(_ request: RemovalRequest) async throws -> RemovalResult {
        let sealer = try self.requireSealer()
        try await self.finishRemovals()
        let list = try await self.search(request)
        guard !list.isEmpty else { return RemovalResult(count: 0, record: nil) }
        let record = try RemovalRecord.encoded(for: request, list: list, now: self.clock.now())
        let (result, receipt) = try await self.write { database, state in
            let work = AppendWork([record])
            var writer = BatchWriter(work, database, sealer, looksUpAll: false)
            let result = try writer.run(&state)
            guard case .sealed(let receipt) = result.outcomes.first,
                case .durable(_, let index, _) = receipt,
                let tenant = try StoredLedger.number(of: request.tenant, database)
            else {
                throw TrailError(.idConflict, "The record of the removal could not be sealed.")
            }
            try RemovalTable(tenant: tenant, database: database)
                .insert(Removal(recordIndex: index, list: list.bytes))
            return (result, receipt)
        }
        for batch in result.batches {
            sealer.committed(batch.head)
        }
        try await self.finishRemovals()
        return RemovalResult(count: list.count, record: receipt)
    }

    private func search(_ request: RemovalRequest) async throws -> RemovalList {
        var search = RemovalSearch(request)
        while true {
            let start = search
            let (next, hasMore) = try await self.read { database in
                var search = start
                let hasMore = try search.advance(database)
                return (search, hasMore)
            }
            search = next
            guard hasMore else { return search.list }
        }
    }

    /// Carries out every recorded removal that is not done yet.
    func finishRemovals() async throws {
        let pending = try await self.read { try RemovalTable.pending($0) }
        for (tenant, removal) in pending {
            let list = try await self.genuineList(of: removal, tenant)
            try self.beforeRemoval()
            try await self.carryOut(list, removal, tenant)
        }
        guard !pending.isEmpty else { return }
        self.openSegments.withLock { $0 = OpenSegments() }
        await self.emptyWriteAheadLog()
    }

    private func carryOut(
        _ list: RemovalList,
        _ removal: Removal,
        _ tenant: TenantID
    ) async throws {
        let now = self.clock.now()
        for run in list.runs {
            var start = run.indices.lowerBound
            while start < run.indices.upperBound {
                let indices = start..<min(start + RemovalStep.events, run.indices.upperBound)
                try await self.write { database, _ in
                    guard let view = try LedgerView.read(tenant, database) else { return }
                    var step = RemovalStep(tenant, view, now: now, database)
                    try step.run(run.parts, of: indices)
                }
                start = indices.upperBound
            }
        }
        try await self.forget(list, of: tenant, in: removal)
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
    private func genuineList(of removal: Removal, _ tenant: TenantID) async throws -> RemovalList {
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
        return list
    }

    /// Empties the write-ahead log, in which removed text could still be read.
    private func emptyWriteAheadLog() async {
        do {
            _ = try await self.pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch {
            // A reader is in the way. Nothing is lost but time: the log is overwritten later on.
            self.logger.warning(
                "removed text may stay in the write-ahead log until it is overwritten",
                metadata: ["trail.path": "\(self.path)"]
            )
        }
    }
}
