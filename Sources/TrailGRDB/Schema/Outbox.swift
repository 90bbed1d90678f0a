internal import GRDB

/// The tables in the app's database where changes wait to be recorded.
///
/// * `trail_change`: the outbox. One row is written for each change, and no index but that of its
///   number, which is never used twice.
/// * `trail_layout`: what the values of an outbox row mean, and the rule that each tracked table
///   follows.
/// * `trail_tracker`: one row with random bytes that make the ids of events from here unlike those
///   from any other database.
/// * `trail_refused`: what no ledger takes, for an operator to look at.
enum Outbox {
    /// How many values a row holds; a longer change goes on in the next one.
    static let width = 32

    private static let tables = """
        CREATE TABLE IF NOT EXISTS trail_change (id INTEGER PRIMARY KEY AUTOINCREMENT, \
        kind INTEGER NOT NULL, at REAL, \
        \((0..<Outbox.width).map { "v\($0)" }.joined(separator: ", ")));
        CREATE TABLE IF NOT EXISTS trail_layout (id INTEGER PRIMARY KEY AUTOINCREMENT, \
        name TEXT NOT NULL, is_current INTEGER NOT NULL, rule TEXT NOT NULL, layout TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS trail_tracker (id INTEGER PRIMARY KEY CHECK (id = 1), \
        version INTEGER NOT NULL, seed BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS trail_refused (id INTEGER PRIMARY KEY, \
        reason TEXT NOT NULL, event TEXT NOT NULL);
        INSERT OR IGNORE INTO trail_tracker VALUES (1, 1, randomblob(16));
        """

    /// Makes the tables where they are missing.
    static func create(_ db: Database) throws {
        try db.execute(sql: Self.tables)
    }

    /// Whether the tables are there.
    static func exists(_ db: Database) throws -> Bool {
        try db.tableExists("trail_change")
    }

    /// The number of the last row that was written; 0 where there is none.
    static func last(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT max(id) FROM trail_change") ?? 0
    }
}
