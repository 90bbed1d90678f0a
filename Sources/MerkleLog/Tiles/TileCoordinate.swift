/// The place and width of a tile (C2SP tlog-tiles, height 8).
///
/// Tile `index` of `level` holds the roots of up to 256 neighbouring subtrees of 256^level leaves;
/// on level 0 these are the leaf hashes.
public struct TileCoordinate: Sendable, Hashable {
    /// Levels of the tree in one tile.
    public static let height = 8
    /// Number of hashes in a full tile.
    public static let fullWidth = 256
    /// The highest level a path may name.
    public static let maximumLevel = 63

    /// Height of the tile's hashes above the leaves, in steps of 8; 0…63.
    public let level: Int
    /// Position from the left within the level.
    public let index: UInt64
    /// Number of hashes, 1…256; less than 256 in a partial tile at the right edge of a tree.
    public let width: Int

    /// Names a tile, a full one if `width` is left out.
    ///
    /// - Throws: ``TileError/invalidLevel(_:)`` or ``TileError/invalidWidth(_:)``.
    public init(
        level: Int,
        index: UInt64,
        width: Int = TileCoordinate.fullWidth
    ) throws(TileError) {
        guard (0...Self.maximumLevel).contains(level) else { throw .invalidLevel(level) }
        guard (1...Self.fullWidth).contains(width) else { throw .invalidWidth(width) }
        self.init(trustedLevel: level, index: index, width: width)
    }

    /// The tile as a tree of `treeSize` leaves has it, full or partial; `nil` if it has none there.
    public init?(level: Int, index: UInt64, treeSize: UInt64) {
        guard (0...Self.maximumLevel).contains(level) else { return nil }
        let hashes = treeSize >> UInt64(Self.height * level)
        let (first, overflow) = index.multipliedReportingOverflow(by: UInt64(Self.fullWidth))
        guard !overflow, first < hashes else { return nil }
        let width = Int(min(hashes - first, UInt64(Self.fullWidth)))
        self.init(trustedLevel: level, index: index, width: width)
    }

    /// For a level and width known to be in range.
    init(trustedLevel level: Int, index: UInt64, width: Int = TileCoordinate.fullWidth) {
        self.level = level
        self.index = index
        self.width = width
    }

    /// Whether the tile holds all its 256 hashes and so can never change again.
    public var isFull: Bool { self.width == Self.fullWidth }

    /// Number of bytes in the tile: 32 a hash.
    public var byteCount: Int { self.width * Hash.byteCount }

    /// The partial tiles at the right edge of a tree, lowest level first: at most one a level.
    public static func partialTiles(ofTreeOf size: UInt64) -> [TileCoordinate] {
        (0..<UInt64.bitWidth / self.height).compactMap { level in
            let hashes = size >> UInt64(self.height * level)
            let width = Int(hashes % UInt64(self.fullWidth))
            guard width > 0 else { return nil }
            return TileCoordinate(
                trustedLevel: level,
                index: hashes / UInt64(self.fullWidth),
                width: width
            )
        }
    }
}
