/// Full tiles next to each other on one level.
public struct TileRun: Sendable, Hashable {
    /// The tiles' level.
    public let level: Int
    /// The tiles' indices within the level.
    public let indices: Range<UInt64>

    /// Names neighbouring tiles.
    public init(level: Int, indices: Range<UInt64>) {
        self.level = level
        self.indices = indices
    }

    /// The places of the tiles, in order.
    public var coordinates: [TileCoordinate] {
        self.indices.map { TileCoordinate(trustedLevel: self.level, index: $0) }
    }
}
