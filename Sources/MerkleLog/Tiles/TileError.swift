/// Why bytes or a path are no tile, or stored tiles do not fit a tree.
public enum TileError: Error, Sendable, Equatable {
    /// Levels are 0…63.
    case invalidLevel(Int)
    /// Widths are 1…256, and a part of a tile is not wider than the tile.
    case invalidWidth(Int)
    /// The text is not the one spelling of a tile's path.
    case malformedPath
    /// A tile has 32 bytes for each hash of its width; this one has another number.
    case byteCount(expected: Int, found: Int)
    /// The leaves of the unfinished tile are not as many as the tree's size says.
    case tailCount(expected: Int, found: Int)
    /// The leaves of the unfinished tile do not hash to the frontier they are kept with.
    case tailMismatch
    /// Another number of tile roots was asked for than was given.
    case rootCount(expected: Int, found: Int)
    /// The roots given for a tile's hashes do not lead to the tile's own root.
    case rootMismatch(TileCoordinate)
    /// The tree is too small to have this tile.
    case missingTile(TileCoordinate)
    /// A store answered with another tile than the one asked for.
    case unexpectedTile(TileCoordinate)
    /// An entry bundle holds 1…256 entries; this one has another number.
    case entryCount(Int)
    /// An entry of a bundle is at most 65,535 bytes long; this one has this many.
    case entryTooLong(Int)
    /// The bytes of an entry bundle end within an entry.
    case truncatedEntry
}
