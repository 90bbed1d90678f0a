/// A tree as it is stored: full tiles behind a reader, and the leaves after the last full one.
///
/// Builds partial tiles on request and reads the nodes that proofs need, about one tile for every
/// 8 levels and as many at the right edge. It is a view of one size; make a new one when the tree
/// has grown.
public struct TiledTree: Sendable {
    /// Number of leaves in the tree.
    public let size: UInt64
    /// The leaves of the level 0 tile that is not full, at most 255.
    public let tail: [Hash]
    private let reader: any TileReader

    /// Looks at a tree of `size` leaves, of which the last `size % 256` are in `tail`.
    ///
    /// - Throws: ``TileError/tailCount(expected:found:)`` if `tail` has another number of leaves.
    public init(size: UInt64, tail: [Hash], reader: any TileReader) throws(TileError) {
        let expected = Int(size % UInt64(TileCoordinate.fullWidth))
        guard tail.count == expected else {
            throw .tailCount(expected: expected, found: tail.count)
        }
        self.size = size
        self.tail = tail
        self.reader = reader
    }

    /// The tile at `coordinate`, full, or partial as this or an earlier size of the tree had it.
    ///
    /// - Throws: ``TileError/missingTile(_:)`` if the tree is too small to have it; whatever the
    ///   reader throws.
    public func tile(at coordinate: TileCoordinate) async throws -> Tile {
        let present = TileCoordinate(
            level: coordinate.level,
            index: coordinate.index,
            treeSize: self.size
        )
        guard let present, coordinate.width <= present.width else {
            throw TileError.missingTile(coordinate)
        }
        guard coordinate.level > 0, !present.isFull else {
            let tile = try await self.tiles(at: [present])[0]
            return try tile.prefix(coordinate.width)
        }
        return try await self.upperTile(at: coordinate)
    }

    /// The tiles at `coordinates`, each as wide as this tree has it.
    private func tiles(at coordinates: [TileCoordinate]) async throws -> [Tile] {
        let full = coordinates.filter { $0.isFull }
        var found = full.isEmpty ? [] : try await self.reader.fullTiles(at: full)[...]
        var tiles: [Tile] = []
        for coordinate in coordinates {
            if !coordinate.isFull {
                tiles.append(
                    coordinate.level == 0
                        ? try Tile(coordinate: coordinate, hashes: self.tail)
                        : try await self.upperTile(at: coordinate)
                )
            } else if let tile = found.popFirst(), tile.coordinate == coordinate {
                tiles.append(tile)
            } else {
                throw TileError.unexpectedTile(coordinate)
            }
        }
        return tiles
    }

    /// A partial tile above level 0: the roots of the full tiles below it.
    private func upperTile(at coordinate: TileCoordinate) async throws -> Tile {
        let first = coordinate.index * UInt64(TileCoordinate.fullWidth)
        let run = TileRun(
            level: coordinate.level - 1,
            indices: first..<first + UInt64(coordinate.width)
        )
        return try Tile(coordinate: coordinate, hashes: await self.reader.roots(of: run))
    }
}

extension TiledTree: HashReader {
    /// The hashes of complete nodes; each tile is read once, all full ones together.
    ///
    /// - Throws: ``ProofError/missingNode(_:)`` for a node the tree does not have; whatever the
    ///   reader throws.
    public func hashes(at coordinates: [NodeCoordinate]) async throws -> [Hash] {
        let places = try coordinates.map { (coordinate) throws(ProofError) in
            try NodePlace(of: coordinate, treeSize: self.size)
        }
        let wanted = Array(Set(places.map { $0.tile }))
        let tiles = try await self.tiles(at: wanted)
        let tileAt = Dictionary(zip(wanted, tiles)) { first, _ in first }
        return try places.map { place in
            guard let tile = tileAt[place.tile] else { throw TileError.missingTile(place.tile) }
            return Hash.root(over: tile.hashes(in: place.hashes))
        }
    }
}
