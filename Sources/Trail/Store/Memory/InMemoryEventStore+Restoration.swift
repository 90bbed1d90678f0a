extension InMemoryEventStore {
    /// Brings pruned events back from an archive, all of which is held in memory meanwhile.
    ///
    /// - Throws: ``ArchiveError``, ``TrailError`` `ledgerDamaged` for events of another ledger, and
    ///   what the sealer throws; then nothing was brought back.
    public func restore(_ request: RestorationRequest) async throws -> RestorationResult {
        var events: [SealedEvent] = []
        let (_, hash) = try await request.archive.readBatches(
            keys: request.keys,
            progress: request.progress
        ) { events += $0 }
        // From here on nobody comes in between.
        try self.finishRemovals()
        let ledger = self.ledgers[request.tenant] ?? InMemoryLedger(request.tenant)
        var selection = try RestorationSelection(request, removals: ledger.removals)
        for event in events {
            try selection.consider(event, ledger.place(of: event))
        }
        var result = selection.result
        guard !request.isDryRun, result.count > 0 else { return result }
        let record = try selection.record(archive: hash, now: self.clock.now())
        guard case .sealed(let receipt)? = try self.append(AppendRequest([record])).outcomes.first,
            case .durable(_, let index, _) = receipt
        else {
            throw TrailError(.idConflict, "The record of the restoration could not be sealed.")
        }
        self.ledgers[request.tenant]?.removals.append(
            Removal(recordIndex: index, list: selection.lost.bytes)
        )
        self.ledgers[request.tenant]?.settled.insert(index)
        for event in try selection.chosen(events) {
            let entry = LedgerEntry(event: event, columns: EventColumns(of: event))
            self.ledgers[request.tenant]?.rows[Int(event.index)] = entry
        }
        result.record = receipt
        return result
    }
}

extension InMemoryLedger {
    /// What the ledger has of an event of an archive.
    fileprivate func place(of event: SealedEvent) -> RestorationSelection.Place {
        var place = RestorationSelection.Place(
            leaf: nil,
            isPresent: self[event.index] != nil,
            isIDTaken: false
        )
        // The first receipt of each id is kept for ever, so no other event can have the id.
        if case .durable(_, event.index, let leaf)? = self.receipts[event.header.id] {
            place.leaf = leaf
        }
        return place
    }
}
