/// A tile that became full while some of its hashes are only in storage, as roots of the full
/// tiles one level below.
public struct DeferredTile: Sendable, Equatable {
    /// Where the tile belongs.
    public let coordinate: TileCoordinate
    /// The root over its 256 hashes.
    public let root: Hash
    private let known: [Hash]

    init(coordinate: TileCoordinate, root: Hash, known: [Hash]) {
        self.coordinate = coordinate
        self.root = root
        self.known = known
    }

    /// The stored tiles whose roots are lacking.
    public var missing: TileRun {
        let first = self.coordinate.index * UInt64(TileCoordinate.fullWidth)
        let count = UInt64(TileCoordinate.fullWidth - self.known.count)
        return TileRun(level: self.coordinate.level - 1, indices: first..<first + count)
    }

    /// Completes the tile with the roots of the tiles ``missing`` names, in order.
    ///
    /// - Throws: ``TileError/rootCount(expected:found:)`` if there are too few or too many,
    ///   ``TileError/rootMismatch(_:)`` if they are not the ones this tree was built from.
    public func completed(with roots: [Hash]) throws(TileError) -> FullTile {
        let expected = TileCoordinate.fullWidth - self.known.count
        guard roots.count == expected else {
            throw .rootCount(expected: expected, found: roots.count)
        }
        let tile = try Tile(coordinate: self.coordinate, hashes: roots + self.known)
        guard tile.root == self.root else { throw .rootMismatch(self.coordinate) }
        return FullTile(tile: tile, root: self.root)
    }
}
