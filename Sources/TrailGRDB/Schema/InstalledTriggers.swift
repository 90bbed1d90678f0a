internal import GRDB

extension [String: String] {
    /// Whether both hold the same triggers to the byte.
    func isExactly(_ other: Self) -> Bool {
        self.count == other.count
            && self.allSatisfy { name, sql in
                other[name]?.utf8.elementsEqual(sql.utf8) == true
            }
    }
}

/// The triggers that are in the database.
enum InstalledTriggers {
    /// Trail's triggers on `table`, by name; a trigger of another table that took such a name, as
    /// when a table was renamed, is among them.
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
            let isOurs = names.contains(name.identity)
            guard isOurs || (owner.isSameIdentifier(as: table) && Self.isNamedLikeOurs(name)) else {
                continue
            }
            triggers[name] = row["sql"]
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
