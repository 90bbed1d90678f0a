internal import GRDB
internal import MerkleLog
internal import Trail

/// Makes the full tiles above the leaves anew that are missing, each from the roots below it.
///
/// Tiles of leaves are no derived data: a pruned event has left nothing else.
struct TileRebuild {
    let view: LedgerView
    let database: Database

    /// Stores what is missing.
    ///
    /// - Returns: How many tiles were.
    /// - Throws: ``Trail/TrailError`` `ledgerDamaged` where tiles of leaves are missing, too.
    func run() throws -> Int {
        let table = TileTable(tenant: self.view.number, database: self.database)
        let width = UInt64(TileCoordinate.fullWidth)
        var level = 1
        var count = self.view.size / width / width
        var made = 0
        while count > 0 {
            for index in 0..<count where try table.bytes(level: level, index: index) == nil {
                try table.insert([try self.tile(level, index, table)])
                made += 1
            }
            count /= width
            level += 1
        }
        return made
    }

    private func tile(_ level: Int, _ index: UInt64, _ table: TileTable) throws -> FullTile {
        let width = UInt64(TileCoordinate.fullWidth)
        do {
            let below = try table.roots(
                of: TileRun(level: level - 1, indices: index * width..<(index + 1) * width)
            )
            let coordinate = try TileCoordinate(level: level, index: index)
            return FullTile(try Tile(coordinate: coordinate, hashes: below))
        } catch let error as TileError {
            throw TrailError(
                .ledgerDamaged,
                "The tiles below tile \(index) of level \(level) are missing, too.",
                cause: error
            )
        }
    }
}
