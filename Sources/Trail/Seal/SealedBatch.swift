public import MerkleLog

/// What one append adds to one ledger: to be stored all of it or none.
public struct SealedBatch: Sendable {
    /// The events in ledger order, from the old head's size.
    public let events: [SealedEvent]
    /// The tiles that became full, of every level, each with its root.
    ///
    /// A store keeps the root beside the tile: it is one hash of a tile above. A tile above level
    /// 0 is ``MerkleLog/DeferredTile`` where the writer was restored after the tile had begun; it
    /// is completed with the roots of stored tiles, in the same transaction.
    public let tiles: CompletedTiles
    /// The signed head after the batch.
    public let head: LedgerHead

    /// A batch with its parts.
    public init(events: [SealedEvent], tiles: CompletedTiles, head: LedgerHead) {
        self.events = events
        self.tiles = tiles
        self.head = head
    }

    /// All tiles that became full, the deferred ones completed.
    ///
    /// - Parameter roots: Reads the roots of full tiles that are stored, in order.
    /// - Returns: The tiles, to be stored in the transaction of the batch.
    /// - Throws: What `roots` throws; ``MerkleLog/TileError`` if they are not the right ones.
    public func fullTiles(roots: (TileRun) throws -> [Hash]) throws -> [FullTile] {
        try self.tiles.tiles
            + self.tiles.deferred.map { try $0.completed(with: roots($0.missing)) }
    }
}
