internal import GRDB
public import MerkleLog
public import Trail

extension SQLiteEventStore: Ledger {
    /// The tenants that have a ledger, by name.
    public func tenants() async throws -> [TenantID] {
        try await self.read { try StoredLedger.tenants($0) }
    }

    /// The head of a tenant's ledger as stored, unchecked; `nil` where there is none.
    public func head(of tenant: TenantID) async throws -> LedgerHead? {
        try await self.read { try StoredLedger.read(tenant, $0)?.head }
    }

    /// Hashes of a tenant's tree; a tile that is not full is built from the roots of those below.
    ///
    /// - Throws: ``Trail/TrailError`` `notFound` for a tile beyond the tree, or one that is lost.
    public func tile(_ request: TileRequest) async throws -> Tile {
        let view = try await self.read { try LedgerView.read(request.tenant, $0) }
        let coordinate = TileCoordinate(
            level: request.level,
            index: request.index,
            treeSize: request.treeSize
        )
        guard let view, let coordinate, request.treeSize <= view.size else {
            throw Self.noTile(request)
        }
        do {
            let reader = SQLiteTileReader(tenant: view.number, store: self)
            let tree = try TiledTree(size: view.size, tail: view.tail, reader: reader)
            return try await tree.tile(at: coordinate)
        } catch TileError.missingTile {
            throw Self.noTile(request)
        }
    }

    private static func noTile(_ request: TileRequest) -> TrailError {
        TrailError(
            .notFound,
            "The tree of \(request.tenant) has no tile \(request.index) on level "
                + "\(request.level) at size \(request.treeSize)."
        )
    }

    /// Rows in ledger order, as stored, each with its leaf as the tree has it; with the leaf that
    /// follows from the row where the tree has none.
    public func entries(_ request: EntriesRequest) async throws -> EntriesResult {
        try await self.read { database in
            guard let view = try LedgerView.read(request.tenant, database) else {
                return EntriesResult(entries: [], next: nil)
            }
            return try EntryReader(request, view, database).read()
        }
    }

    /// The removals that a tenant's ledger has recorded, oldest first.
    public func removals(of tenant: TenantID) async throws -> [Removal] {
        try await self.read { database in
            guard let view = try LedgerView.read(tenant, database) else { return [] }
            return try RemovalTable(tenant: view.number, database: database).all()
        }
    }
}

/// The full tiles of a tenant's tree, each read in a snapshot of its own: they never change.
private struct SQLiteTileReader: TileReader {
    let tenant: Int64
    let store: SQLiteEventStore

    func fullTiles(at coordinates: [TileCoordinate]) async throws -> [Tile] {
        try await self.store.read { database in
            let tiles = TileTable(tenant: self.tenant, database: database)
            return try coordinates.map { coordinate in
                let bytes = try tiles.bytes(level: coordinate.level, index: coordinate.index)
                guard let bytes else { throw TileError.missingTile(coordinate) }
                return try Tile(coordinate: coordinate, bytes: bytes)
            }
        }
    }

    func roots(of run: TileRun) async throws -> [Hash] {
        try await self.store.read { database in
            try TileTable(tenant: self.tenant, database: database).roots(of: run)
        }
    }
}
