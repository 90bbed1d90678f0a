/// A full tile with its root, which is one hash of a tile on the level above.
///
/// Storing the root beside the tile lets partial tiles be built without reading full ones.
public struct FullTile: Sendable, Equatable {
    /// The tile.
    public let tile: Tile
    /// The root over its 256 hashes.
    public let root: Hash
}

extension FullTile {
    /// A tile with the root that follows from it.
    package init(_ tile: Tile) {
        self.init(tile: tile, root: tile.root)
    }
}
