public import MerkleLog

extension InMemoryEventStore: Ledger {
    /// Seals the events and stores them: all of them, or none.
    ///
    /// - Throws: ``TrailError`` where the sealer refuses.
    public func append(_ request: AppendRequest) throws -> AppendResult {
        let fresh = self.firstOfTheirID(in: request)
        var events: [TenantID: [EncodedEvent]] = [:]
        var tenants: [TenantID] = []
        for position in fresh.sorted() {
            let event = request.events[position]
            if events[event.header.tenant] == nil { tenants.append(event.header.tenant) }
            events[event.header.tenant, default: []].append(event)
        }
        let batches = try tenants.map { try self.seal(events[$0] ?? [], for: $0) }
        // Nothing can fail from here on.
        for (batch, tiles) in batches {
            let tenant = batch.head.tenant
            self.ledgers[tenant, default: InMemoryLedger(tenant)].store(batch, tiles)
            self.sealer.committed(batch.head)
        }
        let outcomes = request.events.enumerated().map { position, event in
            self.outcome(of: event, isFresh: fresh.contains(position))
        }
        return AppendResult(outcomes: outcomes, batches: batches.map(\.batch))
    }

    /// The positions of events whose id is not known yet, of several with one id the first.
    private func firstOfTheirID(in request: AppendRequest) -> Set<Int> {
        var seen: [TenantID: Set<EventID>] = [:]
        var positions: Set<Int> = []
        for (position, event) in request.events.enumerated() {
            let (tenant, id) = (event.header.tenant, event.header.id)
            guard self.ledgers[tenant]?.receipts[id] == nil,
                seen[tenant, default: []].insert(id).inserted
            else { continue }
            positions.insert(position)
        }
        return positions
    }

    private func seal(
        _ events: [EncodedEvent],
        for tenant: TenantID
    ) throws -> (batch: SealedBatch, tiles: [FullTile]) {
        let ledger = self.ledgers[tenant] ?? InMemoryLedger(tenant)
        try self.sealer.check(ledger.head)
        let batch = try self.sealer.seal(events, onto: ledger.head)
        return (batch, try batch.fullTiles(roots: ledger.roots))
    }

    /// What became of an event, now that the ledger has it.
    private func outcome(of event: EncodedEvent, isFresh: Bool) -> AppendResult.Outcome {
        let id = event.header.id
        guard let ledger = self.ledgers[event.header.tenant],
            let receipt = ledger.receipts[id], case .durable(_, let index, _) = receipt
        else { return .conflict(id) }
        guard !isFresh else { return .sealed(receipt) }
        // Of a pruned event only the id is left, and nothing contradicts the repetition.
        guard let first = ledger[index]?.event else { return .repeated(receipt) }
        return event.repeats(first.header, first.sections) ? .repeated(receipt) : .conflict(id)
    }

    /// The tenants that have a ledger, by name.
    public func tenants() -> [TenantID] {
        self.ledgers.keys.sorted()
    }

    /// The head of a tenant's ledger; `nil` where there is none.
    public func head(of tenant: TenantID) -> LedgerHead? {
        self.ledgers[tenant]?.head
    }

    /// Hashes of a tenant's tree, built anew for a tile that is not full.
    ///
    /// - Throws: ``TrailError`` `notFound` for a tile beyond the tree.
    public func tile(_ request: TileRequest) async throws -> Tile {
        let coordinate = TileCoordinate(
            level: request.level,
            index: request.index,
            treeSize: request.treeSize
        )
        guard let ledger = self.ledgers[request.tenant], let coordinate,
            request.treeSize <= ledger.head.size
        else {
            throw TrailError(
                .notFound,
                "The tree of \(request.tenant) has no tile \(request.index) on level "
                    + "\(request.level) at size \(request.treeSize)."
            )
        }
        let tree = try TiledTree(size: ledger.head.size, tail: ledger.head.tail, reader: ledger)
        return try await tree.tile(at: coordinate)
    }

    /// Rows in ledger order.
    public func entries(_ request: EntriesRequest) -> EntriesResult {
        let rows = self.ledgers[request.tenant]?.rows ?? []
        var entries: [LedgerEntry] = []
        var index = request.from
        while index < min(request.upTo, UInt64(rows.count)) {
            guard entries.count < request.limit else {
                return EntriesResult(entries: entries, next: index)
            }
            if let entry = rows[Int(index)] { entries.append(entry) }
            index += 1
        }
        return EntriesResult(entries: entries, next: nil)
    }
}
