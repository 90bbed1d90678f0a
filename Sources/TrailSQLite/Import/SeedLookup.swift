internal import GRDB
package import Trail

/// What is gathered of other tables during an import, in a temporary database that goes with it.
package final class SeedLookup: ImportLookup {
    private let database: DatabaseQueue

    /// An empty one.
    package init() throws {
        // A database without a name is a temporary file that no one else sees.
        self.database = try DatabaseQueue(path: "")
        try self.database.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE fact (
                        kind INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
                        PRIMARY KEY (kind, key)
                    ) STRICT, WITHOUT ROWID
                    """
            )
        }
    }

    /// Keeps a value; the last one of a key counts.
    package func add(_ value: String, for key: String, in table: ImportTable) throws {
        try self.database.write { database in
            try database.cachedStatement(
                sql: "INSERT OR REPLACE INTO fact (kind, key, value) VALUES (?, ?, ?)"
            ).execute(arguments: [table.rawValue, key, value])
        }
    }

    /// The value of a key; `nil` where there is none.
    package func value(of key: String, in table: ImportTable) throws -> String? {
        try self.database.read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT value FROM fact WHERE kind = ? AND key = ?"
            )
            return try String.fetchOne(statement, arguments: [table.rawValue, key])
        }
    }
}
