internal import GRDB
internal import MerkleLog

/// The full tiles of a tenant's tree.
struct TileTable {
    let tenant: Int64
    let database: Database

    /// Stores tiles, each with its root.
    func insert(_ tiles: [FullTile]) throws {
        guard !tiles.isEmpty else { return }
        let statement = try RawStatement(
            "INSERT INTO tile (tenant, level, idx, root, hashes) VALUES (?, ?, ?, ?, ?)",
            self.database
        )
        for tile in tiles {
            statement.bind(self.tenant, at: 1)
            statement.bind(Int64(tile.tile.level), at: 2)
            statement.bind(Int64(tile.tile.index), at: 3)
            statement.bind(copying: tile.root.bytes, at: 4)
            statement.bind(copying: tile.tile.bytes, at: 5)
            try statement.run()
        }
    }

    /// The bytes of a full tile; `nil` where it is not stored.
    func bytes(level: Int, index: UInt64) throws -> [UInt8]? {
        let statement = try RawStatement(
            "SELECT hashes FROM tile WHERE tenant = ? AND level = ? AND idx = ?",
            self.database
        )
        statement.bind(self.tenant, at: 1)
        statement.bind(Int64(level), at: 2)
        statement.bind(Int64(clamping: index), at: 3)
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        return statement.bytes(0)
    }

    /// The roots of the full tiles of a run, in order.
    ///
    /// - Throws: ``MerkleLog/TileError/missingTile(_:)`` if one is not stored.
    func roots(of run: TileRun) throws -> [Hash] {
        let statement = try RawStatement(
            """
            SELECT root FROM tile
            WHERE tenant = ? AND level = ? AND idx >= ? AND idx < ? ORDER BY idx
            """,
            self.database
        )
        defer { statement.reset() }
        statement.bind(self.tenant, at: 1)
        statement.bind(Int64(run.level), at: 2)
        statement.bind(Int64(clamping: run.indices.lowerBound), at: 3)
        statement.bind(Int64(clamping: run.indices.upperBound), at: 4)
        var roots: [Hash] = []
        while try statement.step() {
            guard let root = Hash(bytes: statement.memory(0)) else { break }
            roots.append(root)
        }
        guard roots.count == run.indices.count else {
            throw TileError.missingTile(run.coordinates[min(roots.count, run.indices.count - 1)])
        }
        return roots
    }
}
