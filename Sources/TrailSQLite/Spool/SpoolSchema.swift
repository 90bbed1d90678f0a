internal import GRDB
internal import Trail

/// The tables of a spool's file.
///
/// Migrations are only ever added; a released one is never edited.
enum SpoolSchema {
    /// Marks a SQLite file as a spool, in its header: `TRSP`.
    static let applicationID: Int32 = 0x5452_5350

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-create-spool") { database in
            try database.execute(sql: Self.createSpool)
        }
        return migrator
    }

    /// Creates what is lacking.
    ///
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` for a file of somebody else, or of a
    ///   newer version of Trail.
    static func migrate(_ queue: DatabaseQueue, path: String) throws {
        try queue.writeWithoutTransaction { database in
            let id = try database.firstInteger("PRAGMA application_id") ?? 0
            let tables = try database.firstInteger("SELECT count(*) FROM sqlite_schema") ?? 0
            guard id == self.applicationID || id == 0 && tables == 0 else {
                throw TrailError(
                    .invalidConfiguration,
                    "\(path) is not a spool. Name a file of its own."
                )
            }
            guard try !self.migrator.hasBeenSuperseded(database) else {
                throw TrailError(
                    .invalidConfiguration,
                    "\(path) was written by a newer version of Trail. Use that version or later."
                )
            }
            try database.execute(sql: "PRAGMA application_id = \(self.applicationID)")
        }
        try self.migrator.migrate(queue)
    }

    /// The columns stand where those of an event and of a dead letter do.
    private static let createSpool = """
        CREATE TABLE spool (
            no INTEGER PRIMARY KEY AUTOINCREMENT,
            bytes INTEGER NOT NULL,
            tenant TEXT NOT NULL,
            id BLOB NOT NULL,
            kind INTEGER NOT NULL,
            occurred_at INTEGER NOT NULL,
            action TEXT NOT NULL,
            outcome INTEGER NOT NULL,
            stated INTEGER NOT NULL,
            salts BLOB NOT NULL,
            erased BLOB,
            who TEXT,
            "where" TEXT,
            what TEXT
        ) STRICT;
        CREATE TABLE dead_letter (
            no INTEGER PRIMARY KEY,
            time INTEGER NOT NULL,
            reason TEXT NOT NULL,
            message TEXT NOT NULL,
            tenant TEXT NOT NULL,
            id BLOB NOT NULL,
            kind INTEGER NOT NULL,
            occurred_at INTEGER NOT NULL,
            action TEXT NOT NULL,
            outcome INTEGER NOT NULL,
            stated INTEGER NOT NULL,
            salts BLOB NOT NULL,
            erased BLOB,
            who TEXT,
            "where" TEXT,
            what TEXT
        ) STRICT;
        """
}
