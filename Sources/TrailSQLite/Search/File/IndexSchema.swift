internal import GRDB

/// The tables of the search index.
///
/// There are no migrations: an index of another version is made anew.
///
/// `run`: rows that are in the index. `part`: what a tenant has of a run, and where its events
/// are. `block`: terms in order with their events; found by the first of them. `mark`: the last
/// removal of the store that the index knows of.
enum IndexSchema {
    /// Marks the file as an index of ours, in its header: `TRSI`.
    static let applicationID: Int32 = 0x5452_5349
    /// Changes whenever what is stored, or how texts become words, changes.
    static let version: Int32 = 1

    private static let tables = """
        CREATE TABLE run (
            no INTEGER PRIMARY KEY AUTOINCREMENT,
            first INTEGER NOT NULL,
            upto INTEGER NOT NULL,
            count INTEGER NOT NULL,
            first_id BLOB NOT NULL,
            last_id BLOB NOT NULL
        ) STRICT;
        CREATE TABLE part (
            run INTEGER NOT NULL,
            tenant INTEGER NOT NULL,
            documents INTEGER NOT NULL,
            sum INTEGER NOT NULL,
            places BLOB NOT NULL,
            UNIQUE (run, tenant)
        ) STRICT;
        CREATE TABLE block (
            run INTEGER NOT NULL,
            tenant INTEGER NOT NULL,
            term BLOB NOT NULL,
            sum INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            UNIQUE (run, tenant, term)
        ) STRICT;
        CREATE TABLE mark (last_removal INTEGER NOT NULL) STRICT;
        """

    /// Makes the tables in an empty file, of a store that has recorded `removals` so far.
    static func create(_ removals: RemovalMark, _ database: Database) throws {
        try database.inTransaction(.immediate) {
            try database.execute(sql: Self.tables)
            try database.execute(
                sql: "INSERT INTO mark VALUES (?)",
                arguments: [removals.last]
            )
            try database.execute(sql: "PRAGMA user_version = \(Self.version)")
            try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
            return .commit
        }
    }

    /// Whether the file is an index of this version.
    static func isCurrent(_ database: Database) throws -> Bool {
        try database.firstInteger("PRAGMA application_id") == Int64(Self.applicationID)
            && database.firstInteger("PRAGMA user_version") == Int64(Self.version)
    }
}
