internal import GRDB
internal import Trail

/// Brings what is in the database in line with a rule.
enum Installation {
    /// Whether the triggers that `rule` demands are there, and no others.
    static func isComplete(_ rule: TrackedTable, _ db: Database) throws -> Bool {
        guard let current = try StoredLayout.current(of: rule.name, db) else { return false }
        let layout = try ChangeLayout(rule, TableShape(rule.name, db))
        guard current.isExactly(rule, layout) else { return false }
        return try InstalledTriggers.on(layout.table, db).isExactly(current.triggers)
    }

    /// Makes the triggers that `rule` demands the only ones of Trail on its table.
    static func install(_ rule: TrackedTable, _ db: Database) throws {
        let layout = try ChangeLayout(rule, TableShape(rule.name, db))
        guard !Self.isTrails(layout.table) else {
            throw TrailError(.invalidConfiguration, "\(layout.table) is a table of Trail itself.")
        }
        try Outbox.create(db)
        let current = try StoredLayout.current(of: layout.table, db)
        let stored: StoredLayout
        if let current, current.isExactly(rule, layout) {
            stored = current
        } else {
            stored = try StoredLayout.add(rule, layout, db)
        }
        try InstalledTriggers.replace(with: stored, db)
    }

    /// Takes the triggers away; what waits in the outbox stays there.
    static func remove(_ table: String, _ db: Database) throws {
        guard try Outbox.exists(db) else { return }
        try InstalledTriggers.drop(on: table, db)
        try StoredLayout.retire(table, db)
    }

    /// The tables of the app, in the order of their names.
    static func tables(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
                AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'grdb\\_%' ESCAPE '\\'
                ORDER BY name
                """
        ).filter { !Self.isTrails($0) }
    }

    private static func isTrails(_ table: String) -> Bool {
        ["trail_change", "trail_layout", "trail_tracker", "trail_refused"].contains {
            $0.isSameIdentifier(as: table)
        }
    }
}
