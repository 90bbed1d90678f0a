/// A full tile with its root, which is one hash of a tile on the level above.
///
/// Storing the root beside the tile lets partial tiles be built without reading full ones.
public struct FullTile: Sendable, Equatable {
    /// The tile.
    public let tile: Tile
    /// The root over its 256 hashes.
    public let root: Hash
}
