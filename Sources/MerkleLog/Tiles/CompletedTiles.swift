/// What appending leaves completed: tiles to store, once and for ever.
public struct CompletedTiles: Sendable, Equatable {
    /// The tiles that became full, each with its root, in the order in which they did.
    public private(set) var tiles: [FullTile] = []
    /// Tiles above level 0 that became full, but of which a restored builder lacks some hashes.
    ///
    /// At most one for each level above 0 in a builder's life.
    public private(set) var deferred: [DeferredTile] = []

    init() {}

    /// Whether no tile became full.
    public var isEmpty: Bool { self.tiles.isEmpty && self.deferred.isEmpty }

    mutating func append(_ tail: TileTail, at coordinate: TileCoordinate, root: Hash) {
        guard tail.missing == 0 else {
            return self.deferred.append(
                DeferredTile(coordinate: coordinate, root: root, known: tail.hashes)
            )
        }
        let tile = Tile(trustedCoordinate: coordinate, hashes: tail.hashes)
        self.tiles.append(FullTile(tile: tile, root: root))
    }
}
