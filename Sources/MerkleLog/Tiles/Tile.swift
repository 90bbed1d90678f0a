/// A tile: the concatenated hashes of neighbouring subtrees (C2SP tlog-tiles).
public struct Tile: Sendable, Hashable {
    /// Where the tile belongs and how many hashes it has.
    public let coordinate: TileCoordinate
    /// The hashes, left to right, 32 bytes each: what is stored and served.
    public let bytes: [UInt8]

    /// Takes a tile's bytes as stored or received; that the hashes are right is not checked.
    ///
    /// - Throws: ``TileError/byteCount(expected:found:)`` if `bytes` is not 32 times the width.
    public init(coordinate: TileCoordinate, bytes: [UInt8]) throws(TileError) {
        guard bytes.count == coordinate.byteCount else {
            throw .byteCount(expected: coordinate.byteCount, found: bytes.count)
        }
        self.coordinate = coordinate
        self.bytes = bytes
    }

    /// Lays hashes out as a tile.
    ///
    /// - Throws: ``TileError/byteCount(expected:found:)`` if their number is not the width.
    public init(coordinate: TileCoordinate, hashes: some Sequence<Hash>) throws(TileError) {
        try self.init(coordinate: coordinate, bytes: Self.bytes(of: hashes))
    }

    /// Lays hashes out as a tile; for as many of them as `coordinate` is wide.
    init(trustedCoordinate coordinate: TileCoordinate, hashes: [Hash]) {
        self.coordinate = coordinate
        self.bytes = Self.bytes(of: hashes)
    }

    private static func bytes(of hashes: some Sequence<Hash>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.underestimatedCount * Hash.byteCount)
        for hash in hashes {
            hash.append(to: &bytes)
        }
        return bytes
    }

    /// Height of the tile's hashes above the leaves, in steps of 8.
    public var level: Int { self.coordinate.level }
    /// Position from the left within the level.
    public var index: UInt64 { self.coordinate.index }
    /// Number of hashes, 1…256.
    public var width: Int { self.coordinate.width }
    /// Where the tile is served: `tile/0/x001/234.p/5`.
    public var path: String { self.coordinate.path }

    /// The hashes, left to right, as a new array.
    public var hashes: [Hash] { self.hashes(in: 0..<self.width) }

    /// The root over the tile's hashes, at the cost of one hash less than it holds.
    ///
    /// The root of a full tile is one hash of a tile on the level above; that of a partial tile is
    /// part of no tile.
    public var root: Hash { Hash.root(over: self.hashes) }

    /// The tile as an earlier, smaller tree had it.
    ///
    /// - Throws: ``TileError/invalidWidth(_:)`` if `width` is not in 1…``width``.
    public func prefix(_ width: Int) throws(TileError) -> Tile {
        guard (1...self.width).contains(width) else { throw .invalidWidth(width) }
        let coordinate = try TileCoordinate(level: self.level, index: self.index, width: width)
        return try Tile(
            coordinate: coordinate,
            bytes: Array(self.bytes.prefix(coordinate.byteCount))
        )
    }

    /// The hashes at some places within the tile, which must be in 0..<``width``.
    func hashes(in places: Range<Int>) -> [Hash] {
        self.bytes.withUnsafeBytes { bytes in
            places.map { place in
                let start = place * Hash.byteCount
                return Hash(
                    loading: UnsafeRawBufferPointer(rebasing: bytes[start..<start + Hash.byteCount])
                )
            }
        }
    }
}
