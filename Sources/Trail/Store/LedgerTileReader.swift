public import MerkleLog

/// The full tiles of one tenant's tree, read through the ``Ledger`` protocol.
public struct LedgerTileReader: TileReader {
    private let ledger: any Ledger
    private let tenant: TenantID

    /// Reads the tiles of a tenant's tree.
    public init(_ ledger: any Ledger, tenant: TenantID) {
        self.ledger = ledger
        self.tenant = tenant
    }

    /// The full tiles at `coordinates`, in that order.
    ///
    /// - Throws: What the ledger throws: ``TrailError`` `notFound` for a tile that is not stored.
    public func fullTiles(at coordinates: [TileCoordinate]) async throws -> [Tile] {
        var tiles: [Tile] = []
        tiles.reserveCapacity(coordinates.count)
        for coordinate in coordinates {
            tiles.append(try await self.ledger.tile(self.request(for: coordinate)))
        }
        return tiles
    }

    /// The roots of the full tiles of a run, in order: the tile above them, as wide as the run.
    ///
    /// - Throws: What the ledger throws.
    public func roots(of run: TileRun) async throws -> [Hash] {
        let width = UInt64(TileCoordinate.fullWidth)
        guard run.indices.lowerBound.isMultiple(of: width), run.indices.count <= width else {
            return try await self.fullTiles(at: run.coordinates).map { $0.root }
        }
        let request = try self.request(
            level: run.level + 1,
            index: run.indices.lowerBound / width,
            hashes: run.indices.upperBound
        )
        return try await self.ledger.tile(request).hashes
    }

    private func request(for coordinate: TileCoordinate) throws(TrailError) -> TileRequest {
        try self.request(
            level: coordinate.level,
            index: coordinate.index,
            hashes: (coordinate.index + 1) * UInt64(TileCoordinate.fullWidth)
        )
    }

    /// A request for a tile of the smallest tree that has so many hashes on the level.
    private func request(
        level: Int,
        index: UInt64,
        hashes: UInt64
    ) throws(TrailError) -> TileRequest {
        let shift = UInt64(TileCoordinate.height * level)
        guard shift < UInt64.bitWidth, hashes.leadingZeroBitCount >= shift else {
            throw TrailError(.notFound, "No tree has tile \(index) on level \(level).")
        }
        return TileRequest(
            tenant: self.tenant,
            level: level,
            index: index,
            treeSize: hashes << shift
        )
    }
}

extension Ledger {
    /// The tree under a head, from which proofs and earlier roots are made.
    ///
    /// - Throws: ``MerkleLog/TileError`` if the head's tail has the wrong number of leaves.
    public func tree(of head: LedgerHead) throws(TileError) -> TiledTree {
        try TiledTree(
            size: head.size,
            tail: head.tail,
            reader: LedgerTileReader(self, tenant: head.tenant)
        )
    }
}
