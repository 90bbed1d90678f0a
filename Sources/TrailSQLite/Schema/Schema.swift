internal import GRDB
internal import Trail

/// The tables of the store.
///
/// Migrations are only ever added; a released one is never edited.
enum Schema {
    /// Marks a SQLite file as ours, in its header: `TRAI`.
    static let applicationID: Int32 = 0x5452_4149

    /// All migrations in order.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-create-ledger") { database in
            try database.execute(sql: Self.createLedger)
        }
        migrator.registerMigration("0002-create-event") { database in
            try database.execute(sql: Self.createEvent)
        }
        migrator.registerMigration("0003-create-state") { database in
            try database.execute(sql: Self.createState)
        }
        migrator.registerMigration("0004-create-user") { database in
            try database.execute(sql: Self.createUser)
        }
        migrator.registerMigration("0005-create-retention") { database in
            try database.execute(sql: Self.createRetention)
        }
        migrator.registerMigration("0006-create-erasure") { database in
            try database.execute(sql: Self.createErasure)
        }
        migrator.registerMigration("0007-create-destination") { database in
            try database.execute(sql: Self.createDestination)
        }
        migrator.registerMigration("0008-create-summary") { database in
            try database.execute(sql: Self.createSummary)
        }
        migrator.registerMigration("0009-mark-imported") { database in
            try database.execute(sql: Self.markImported)
        }
        migrator.registerMigration("0010-renew-summaries") { database in
            try database.execute(sql: Self.renewSummaries)
        }
        return migrator
    }

    /// Whether the file is empty or ours.
    ///
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` for a file of somebody else, or of a
    ///   newer version of Trail.
    static func check(_ database: Database, path: String) throws {
        let id = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard id != self.applicationID else {
            guard try self.migrator.hasBeenSuperseded(database) else { return }
            throw TrailError(
                .invalidConfiguration,
                "\(path) was written by a newer version of Trail. Use that version or a later one."
            )
        }
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard id == 0, tables == 0 else {
            throw TrailError(
                .invalidConfiguration,
                "\(path) is a database of another program. Name a file of Trail's own."
            )
        }
    }

    /// Creates what is lacking.
    static func migrate(_ writer: any DatabaseWriter) throws {
        try writer.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA application_id = \(self.applicationID)")
        }
        try self.migrator.migrate(writer)
    }
}
