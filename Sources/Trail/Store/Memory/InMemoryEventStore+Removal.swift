extension InMemoryEventStore {
    /// Removes payload under a sealed record.
    ///
    /// - Throws: ``TrailError`` where the sealer refuses, and `held` as the request wants; what its
    ///   archive throws. Then nothing is removed.
    public func remove(_ request: RemovalRequest) async throws -> RemovalResult {
        try self.finishRemovals()
        while true {
            let holds = self.holdsInForce(of: request.tenant)
            let selection = try self.select(request, holds)
            guard !selection.list.isEmpty else {
                return RemovalResult(selection, record: nil)
            }
            let removals = self.removals(of: request.tenant).count
            let copy = try await selection.archive()
            let record = try await selection.settling(copy) {
                // Somebody may have placed a hold or removed events while the copy was made.
                guard self.holdsInForce(of: request.tenant) == holds,
                    self.removals(of: request.tenant).count == removals
                else { return nil }
                return try self.record(selection, copy)
            }
            guard let record else { continue }
            try self.finishRemovals()
            return RemovalResult(selection, record: record)
        }
    }

    private func select(
        _ request: RemovalRequest,
        _ holds: [LegalHold]
    ) throws(TrailError) -> RemovalSelection {
        var selection = try RemovalSelection(request, holds: holds)
        for entry in self.ledgers[request.tenant]?.entries ?? [] where !selection.isFull {
            selection.consider(entry.event)
        }
        try selection.checkHeld()
        return selection
    }

    private func record(
        _ selection: RemovalSelection,
        _ copy: ArchiveReceipt?
    ) throws -> Receipt {
        let tenant = selection.request.tenant
        let record = try RemovalRecord.encoded(for: selection, copy, now: self.clock.now())
        let outcome = try self.append(AppendRequest([record])).outcomes.first
        guard case .sealed(let receipt) = outcome, case .durable(_, let index, _) = receipt else {
            throw TrailError(.idConflict, "The record of the removal could not be sealed.")
        }
        self.ledgers[tenant]?.removals.append(
            Removal(recordIndex: index, list: selection.list.bytes)
        )
        return receipt
    }

    private func holdsInForce(of tenant: TenantID) -> [LegalHold] {
        self.holds().filter { $0.tenant == tenant && $0.release == nil }
    }

    /// The removals that a tenant's ledger has recorded, oldest first.
    public func removals(of tenant: TenantID) -> [Removal] {
        self.ledgers[tenant]?.removals ?? []
    }

    /// Removes whatever a recorded removal that was not carried out lists and is still there.
    func finishRemovals() throws {
        for (tenant, ledger) in self.ledgers {
            for removal in ledger.removals where !ledger.settled.contains(removal.recordIndex) {
                let list = try RemovalList(bytes: removal.list)
                try self.beforeRemoval()
                for run in list.runs {
                    for index in run.indices {
                        self.ledgers[tenant]?.remove(run.parts, at: index)
                    }
                }
                self.ledgers[tenant]?.settled.insert(removal.recordIndex)
            }
        }
    }
}
