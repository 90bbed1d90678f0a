package import MerkleLog

/// One tenant's ledger as ``InMemoryEventStore`` keeps it.
package struct InMemoryLedger: Sendable {
    /// Where the ledger stands.
    package var head: LedgerHead
    /// The rows by index; `nil` where a row was pruned.
    package var rows: [LedgerEntry?] = []
    /// The full tiles of all levels.
    package var tiles: [TileCoordinate: Tile] = [:]
    /// The roots of the full tiles.
    package var tileRoots: [TileCoordinate: Hash] = [:]
    /// The first receipt of every id, pruned ones included.
    package var receipts: [EventID: Receipt] = [:]
    /// The recorded removals, oldest first.
    package var removals: [Removal] = []
    /// The records of the removals that were carried out.
    package var settled: Set<UInt64> = []

    init(_ tenant: TenantID) {
        self.head = .empty(tenant)
    }

    /// The row of an event; `nil` where it was pruned or never was.
    package subscript(index: UInt64) -> LedgerEntry? {
        index < UInt64(self.rows.count) ? self.rows[Int(index)] : nil
    }

    /// The rows that are there, in ledger order.
    var entries: [LedgerEntry] { self.rows.compactMap { $0 } }

    mutating func store(_ batch: SealedBatch, _ tiles: [FullTile]) {
        for tile in tiles {
            self.tiles[tile.tile.coordinate] = tile.tile
            self.tileRoots[tile.tile.coordinate] = tile.root
        }
        for event in batch.events {
            self.rows.append(LedgerEntry(event: event, columns: EventColumns(of: event)))
            self.receipts[event.header.id] = .durable(
                event.header.id,
                index: event.index,
                leaf: event.leaf
            )
        }
        self.head = batch.head
    }

    mutating func remove(_ parts: RemovalList.Parts, at index: UInt64) {
        guard let entry = self[index] else { return }
        guard parts != .row else {
            self.rows[Int(index)] = nil
            return
        }
        var sections = entry.event.sections
        for name in SectionName.allCases where parts.contains(RemovalList.Parts(name)) {
            sections[name] = sections[name].map { .erased(digest: $0.digest(as: name)) }
        }
        let event = entry.event.with(sections)
        self.rows[Int(index)] = LedgerEntry(event: event, columns: EventColumns(of: event))
    }
}

extension InMemoryLedger: TileReader {
    package func fullTiles(at coordinates: [TileCoordinate]) throws -> [Tile] {
        try coordinates.map { coordinate in
            guard let tile = self.tiles[coordinate] else { throw TileError.missingTile(coordinate) }
            return tile
        }
    }

    package func roots(of run: TileRun) throws -> [Hash] {
        try run.coordinates.map { coordinate in
            guard let root = self.tileRoots[coordinate] else {
                throw TileError.missingTile(coordinate)
            }
            return root
        }
    }
}

extension SealedEvent {
    /// The event with other sections under the same leaf.
    package func with(_ sections: Sections) -> SealedEvent {
        SealedEvent(
            index: self.index,
            recordedAt: self.recordedAt,
            leaf: self.leaf,
            header: self.header,
            sections: sections
        )
    }
}
