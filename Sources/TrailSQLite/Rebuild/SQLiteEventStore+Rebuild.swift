internal import GRDB
internal import MerkleLog
public import Trail

extension SQLiteEventStore {
    /// Makes anew what is derived from a tenant's events and is missing or does not fit them:
    /// columns that are empty, segments and hourly figures, tiles above the leaves, indexes.
    ///
    /// Only for a ledger whose events are all intact: beside one that was altered or taken away,
    /// figures that do not fit are evidence.
    /// Never touches an event, a leaf or a head, and leaves a column alone that holds another value
    /// than its event: that is an alteration, which verification goes on reporting. One
    /// transaction, so a crash leaves all as it was; nothing else is written while it lasts, which
    /// is about as long as verifying the ledger.
    /// - Parameter report: What a verification of the whole ledger found just now.
    /// - Returns: What was made anew.
    /// - Throws: ``Trail/TrailError`` as the writer does; `ledgerDamaged` where `report` is not of
    ///   the whole ledger or tells of more than derived data, and `storeUnavailable` while a
    ///   removal is under way or where the ledger has grown since.
    public func rebuild(_ report: VerificationReport) async throws -> RebuiltData {
        guard report.isWhole, report.alterationCount == 0 else {
            throw TrailError(
                .ledgerDamaged,
                "Not all events are known to be intact; nothing is made anew beside them."
            )
        }
        let tenant = report.tenant
        return try await self.write { database, _ in
            guard let view = try LedgerView.read(tenant, database) else { return RebuiltData() }
            guard view.size == report.size else {
                throw TrailError(.storeUnavailable, "The ledger has grown; verify it again.")
            }
            let pending = "SELECT count(*) FROM removal WHERE tenant = ? AND is_pending = 1"
            guard try database.firstInteger(pending, view.number) == 0 else {
                throw TrailError(.storeUnavailable, "A removal is under way; rebuild after it.")
            }
            var result = RebuiltData()
            result.indexes = try IndexRebuild(database: database).run(report.findings)
            result.columns = try ColumnRebuild(tenant, view.number, database).run()
            let figures = try FigureRebuild(tenant: view.number, database: database).run()
            result.figures = figures.missing
            result.unfitFigures = figures.unfit
            result.tiles = try TileRebuild(view: view, database: database).run()
            return result
        }
    }

    /// Makes the index anew by which rows are found by their place in the ledger, where a
    /// verification says that it is wrong; then checks the heads, as opening a store does that is
    /// not opened for repair.
    ///
    /// Without that index nothing can be said of the rows: those that it does not show look as if
    /// they were gone. What it held is a copy, so nothing is lost; what the rows are worth is for
    /// the next verification to say.
    /// - Parameter report: What a verification found.
    /// - Returns: What was made anew: nothing where that index is not at fault, or where more was
    ///   altered than a wrong index explains.
    /// - Throws: ``Trail/TrailError`` as the writer does and as opening does; `ledgerDamaged` where
    ///   two rows claim the same place.
    public func rebuildPlaces(_ report: VerificationReport) async throws -> RebuiltData {
        let sealer = try self.requireSealer()
        var result = RebuiltData()
        if report.alterationCount == report.absenceCount {
            result.indexes = try await SQLiteFailure.translated {
                try await self.pool.writeWithoutTransaction { database in
                    defer { self.log.keepShort(database) }
                    return try database.committing {
                        try IndexRebuild(database: database).run(report.findings) {
                            $0 == LedgerIndex.place.rawValue
                        }
                    }
                }
            }
        }
        try await self.checkLedgers(sealer)
        try await self.finishRemovals()
        return result
    }
}
