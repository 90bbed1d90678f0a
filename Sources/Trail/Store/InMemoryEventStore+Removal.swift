extension InMemoryEventStore {
    /// Removes payload under a sealed record.
    ///
    /// - Throws: ``TrailError`` where the sealer refuses, and then nothing is removed.
    public func remove(_ request: RemovalRequest) throws -> RemovalResult {
        try self.finishRemovals()
        var list = RemovalList()
        for entry in self.ledgers[request.tenant]?.entries ?? [] {
            let event = entry.event
            guard request.query.matches(event),
                event.recordedAt < request.recordedBefore ?? Timestamp(microseconds: .max)
            else { continue }
            let parts = request.extent.parts(of: event.header, event.sections)
            guard !parts.isEmpty else { continue }
            list.append(event.index, parts)
        }
        guard !list.isEmpty else { return RemovalResult(count: 0, record: nil) }
        let record = try RemovalRecord.encoded(for: request, list: list, now: self.clock.now())
        let outcome = try self.append(AppendRequest([record])).outcomes.first
        guard case .sealed(let receipt) = outcome, case .durable(_, let index, _) = receipt else {
            throw TrailError(.idConflict, "The record of the removal could not be sealed.")
        }
        self.ledgers[request.tenant]?.removals.append(
            Removal(recordIndex: index, list: list.bytes)
        )
        try self.finishRemovals()
        return RemovalResult(count: list.count, record: receipt)
    }

    /// The removals that a tenant's ledger has recorded, oldest first.
    public func removals(of tenant: TenantID) -> [Removal] {
        self.ledgers[tenant]?.removals ?? []
    }

    /// Removes whatever a recorded removal lists and is still there.
    func finishRemovals() throws {
        for (tenant, ledger) in self.ledgers {
            for removal in ledger.removals {
                let list = try RemovalList(bytes: removal.list)
                try self.beforeRemoval()
                for run in list.runs {
                    for index in run.indices {
                        self.ledgers[tenant]?.remove(run.parts, at: index)
                    }
                }
            }
        }
    }
}
