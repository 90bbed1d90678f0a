/// The hashes of one level's tile that is not full yet.
struct TileTail: Sendable, Equatable {
    /// Number of hashes at the start that are in the tile but not held here, because the builder
    /// was restored without them.
    private(set) var missing: Int
    /// The hashes held, the last ones of the tile.
    private(set) var hashes: [Hash]

    /// An empty tail, or one that begins behind `missing` hashes left in storage.
    init(missing: Int = 0, hashes: [Hash] = []) {
        self.missing = missing
        self.hashes = hashes
    }

    var isFull: Bool { self.missing + self.hashes.count == TileCoordinate.fullWidth }

    mutating func append(_ hash: Hash) {
        self.hashes.append(hash)
    }

    mutating func removeAll() {
        self.missing = 0
        self.hashes.removeAll(keepingCapacity: true)
    }

    /// The tails of all levels of a tree, of which only the leaves are at hand.
    static func restored(treeSize: UInt64, leaves: [Hash]) -> [TileTail] {
        var tails = [TileTail(hashes: leaves)]
        var hashes = treeSize >> UInt64(TileCoordinate.height)
        while hashes > 0 {
            tails.append(TileTail(missing: Int(hashes % UInt64(TileCoordinate.fullWidth))))
            hashes >>= UInt64(TileCoordinate.height)
        }
        return tails
    }
}
