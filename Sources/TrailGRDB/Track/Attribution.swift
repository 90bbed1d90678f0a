internal import GRDB
internal import Trail

/// Marks in the outbox whose changes stand between them.
///
/// Only one connection writes at a time and numbers only rise, so nobody else's changes can stand
/// there. A transaction that is rolled back takes its marks with it.
enum Attribution {
    /// The scopes of the attributions that are open on this thread, by connection.
    @TaskLocal private static var open: [ObjectIdentifier: CaptureScope] = [:]

    static func run<Value>(
        _ db: Database,
        _ scope: CaptureScope?,
        _ updates: () throws -> Value
    ) throws -> Value {
        var open = Self.open
        let outer = open[ObjectIdentifier(db)]
        guard scope != outer else { return try updates() }
        open[ObjectIdentifier(db)] = scope
        let mark = try Self.mark(db, scope)
        let result = Result { try Self.$open.withValue(open) { try updates() } }
        // An error of SQLite may have ended the transaction, and the mark with it.
        if try db.isInsideTransaction || Self.exists(mark, db) {
            do {
                try Self.close(db, mark, outer)
            } catch {
                // Better no changes than changes in somebody else's name.
                if db.isInsideTransaction { try db.rollback() }
                throw error
            }
        }
        return try result.get()
    }

    // A mark belongs to no layout, so its kind is below 8. A rollback to an earlier savepoint
    // takes it away and gives its number to the next change.

    /// Whether the mark is there although its transaction is over: `updates` committed it.
    private static func exists(_ mark: Int64, _ db: Database) throws -> Bool {
        let find = try db.cachedStatement(
            sql: "SELECT 1 FROM trail_change WHERE id = ? AND kind < 8"
        )
        return try Bool.fetchOne(find, arguments: [mark]) ?? false
    }

    private static func close(_ db: Database, _ mark: Int64, _ outer: CaptureScope?) throws {
        guard try Outbox.last(db) == mark else {
            _ = try Self.mark(db, outer)
            return
        }
        // Nothing was changed.
        let delete = try db.cachedStatement(
            sql: "DELETE FROM trail_change WHERE id = ? AND kind < 8"
        )
        try delete.execute(arguments: [mark])
    }

    /// Writes whose changes follow.
    ///
    /// - Returns: The number of the row.
    private static func mark(_ db: Database, _ scope: CaptureScope?) throws -> Int64 {
        let kind = scope == nil ? OutboxKind.scopeEnd : .scope
        let insert = try db.cachedStatement(
            sql: "INSERT INTO trail_change (kind, at, v0) VALUES (?, julianday(), ?)"
        )
        let text = scope.map { String(decoding: $0.text, as: UTF8.self) }
        try insert.execute(arguments: [kind.code(0), text])
        return db.lastInsertedRowID
    }
}
