internal import GRDB

/// The triggers that are in the database.
enum InstalledTriggers {
    /// Trail's triggers on `table`, by name.
    ///
    /// A trigger of another table that took such a name, as when a table was renamed, is among
    /// them. Those of the app may be called alike, but do not write to the outbox.
    static func on(_ table: String, _ db: Database) throws -> [String: String] {
        let names = ChangeTriggers.names(on: table).map(\.identity)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT name, tbl_name, sql FROM sqlite_schema
                WHERE type = 'trigger' AND name LIKE 'trail\\_%' ESCAPE '\\'
                """
        )
        var triggers: [String: String] = [:]
        for row in rows {
            let name: String = row["name"]
            let owner: String = row["tbl_name"]
            let sql: String = row["sql"]
            let isOurs = names.contains(name.identity)
            let isOn = owner.isSameIdentifier(as: table) && Self.isNamedLikeOurs(name)
            guard isOurs || (isOn && sql.contains(ChangeTriggers.mark)) else { continue }
            triggers[name] = sql
        }
        return triggers
    }

    private static func isNamedLikeOurs(_ name: String) -> Bool {
        ["_insert", "_update", "_delete", "_move"].contains { name.hasSuffix($0) }
    }

    static func drop(on table: String, _ db: Database) throws {
        for name in try Self.on(table, db).keys {
            try db.execute(sql: "DROP TRIGGER \(name.quotedIdentifier)")
        }
    }

    /// Makes the triggers of `layout` the only ones of Trail on its table.
    static func replace(with layout: StoredLayout, _ db: Database) throws {
        try Self.drop(on: layout.layout.table, db)
        for statement in layout.triggers.values {
            try db.execute(sql: statement)
        }
    }
}
