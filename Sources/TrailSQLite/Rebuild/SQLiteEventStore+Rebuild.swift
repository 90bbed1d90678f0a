internal import GRDB
internal import MerkleLog
public import Trail

extension SQLiteEventStore {
    /// Makes anew what is derived from a tenant's events and is missing: columns that are empty,
    /// segments and hourly figures, tiles above the leaves.
    ///
    /// Never touches an event, a leaf or a head, and leaves a column alone that holds another value
    /// than its event: that is an alteration, which verification goes on reporting. One
    /// transaction, so a crash leaves all as it was; nothing else is written while it lasts, which
    /// is about as long as verifying the ledger.
    /// - Returns: What was made anew.
    /// - Throws: ``Trail/TrailError`` as the writer does; `storeUnavailable` while a removal is
    ///   under way.
    public func rebuild(_ tenant: TenantID) async throws -> RebuiltData {
        try await self.write { database, _ in
            guard let view = try LedgerView.read(tenant, database) else { return RebuiltData() }
            let pending = "SELECT count(*) FROM removal WHERE tenant = ? AND is_pending = 1"
            guard try database.firstInteger(pending, view.number) == 0 else {
                throw TrailError(.storeUnavailable, "A removal is under way; rebuild after it.")
            }
            var result = RebuiltData()
            result.columns = try ColumnRebuild(tenant, view.number, database).run()
            result.figures = try FigureRebuild(tenant: view.number, database: database).run()
            result.tiles = try TileRebuild(view: view, database: database).run()
            return result
        }
    }
}
