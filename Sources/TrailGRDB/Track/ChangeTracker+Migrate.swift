public import GRDB
internal import Synchronization
internal import Trail

// SQLite refuses to drop a column that a trigger names, and drops a table's triggers with the
// table, so triggers go before a migration and come back behind it.

extension ChangeTracker {
    /// Migrates the database, its triggers out of the way.
    ///
    /// Nothing is done where all migrations have run. What a migration itself changes in rows is
    /// not recorded. Where the migrator fails, tracking is put back on what there is.
    ///
    /// - Throws: What the migrator throws; `DatabaseError`.
    public func migrate(_ migrator: DatabaseMigrator) throws {
        let isComplete = try self.database.read { db in try migrator.hasCompletedMigrations(db) }
        if !isComplete {
            try self.suspend()
            do {
                try migrator.migrate(self.database)
            } catch {
                // The migrator's failure is the one to tell; drift shows what this leaves.
                _ = try? self.rebuild()
                throw error
            }
        }
        // An earlier migration may have been cut off before its triggers came back.
        if try !isComplete || !self.database.read(Self.drift(in:)).isEmpty { try self.rebuild() }
    }

    /// Takes the triggers of all tracked tables away until ``rebuild()``.
    ///
    /// Changes that are made meanwhile, by anybody, are not recorded. Survives a crash: the
    /// triggers then stay away until ``rebuild()`` or `track`, and ``drift()`` tells.
    public func suspend() throws {
        // The setting of the connection would change what triggers of the app do that a migration
        // makes.
        try self.database.writeWithoutTransaction { db in try self.forbidRecursion(db) }
        try self.database.write { db in
            for stored in try StoredLayout.current(db) {
                try InstalledTriggers.drop(on: stored.layout.table, db)
            }
        }
    }

    /// Makes the triggers of all tracked tables anew, for the columns that the tables have now.
    ///
    /// A table that is gone is tracked no longer. A table whose rule names a column that is gone,
    /// and might be masking it, is left without triggers until `track` gives it a rule that fits.
    ///
    /// - Returns: What could not be put right.
    @discardableResult
    public func rebuild() throws -> [Drift] {
        let rules = self.rules.withLock { $0 }
        if !rules.isEmpty { try self.tellOfReplaced() }
        try self.database.write { db in
            for stored in try StoredLayout.current(db) {
                let table = stored.layout.table
                do {
                    try Installation.install(rules[table.identity] ?? stored.rule, db)
                } catch let error as TrailError where error.code == .notFound {
                    try StoredLayout.retire(table, db)
                } catch let error as TrailError where error.code == .invalidConfiguration {
                    try InstalledTriggers.drop(on: table, db)
                }
            }
        }
        return try self.database.read(Self.drift(in:))
    }
}
