#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB

/// A layout as the database keeps it, with the rule it comes from.
struct StoredLayout {
    let number: Int64
    let rule: TrackedTable
    let layout: ChangeLayout

    /// The triggers that belong to it.
    var triggers: [String: String] {
        ChangeTriggers(layout: self.layout, number: self.number).statements
    }

    /// Whether it is this rule and this layout to the byte: `String` takes different columns for the
    /// same if Unicode does, and one of them may be a masked one.
    func isExactly(_ rule: TrackedTable, _ layout: ChangeLayout) -> Bool {
        self.isExactly(rule) && Self.isSame(self.layout, layout)
    }

    /// Whether it comes from this rule, to the byte.
    func isExactly(_ rule: TrackedTable) -> Bool { Self.isSame(self.rule, rule) }

    private static func isSame<Value: Encodable & Equatable>(_ one: Value, _ other: Value) -> Bool {
        guard one == other else { return false }
        // Texts of names and numbers: always encodable.
        guard let one = try? Self.encode(one), let other = try? Self.encode(other) else {
            return false
        }
        return one.utf8.elementsEqual(other.utf8)
    }

    /// The layouts that tables follow now, by the name of their table.
    static func current(_ db: Database) throws -> [StoredLayout] {
        guard try Outbox.exists(db) else { return [] }
        return try Row.fetchAll(
            db,
            sql: "SELECT id, rule, layout FROM trail_layout WHERE is_current ORDER BY name"
        ).map { try StoredLayout($0) }
    }

    /// The layout that `table` follows.
    static func current(of table: String, _ db: Database) throws -> StoredLayout? {
        try Self.current(db).first { $0.layout.table.isSameIdentifier(as: table) }
    }

    /// The layout of that number, current or not.
    static func layout(_ number: Int64, _ db: Database) throws -> ChangeLayout? {
        let text = try String.fetchOne(
            db,
            sql: "SELECT layout FROM trail_layout WHERE id = ?",
            arguments: [number]
        )
        return try text.map { try Self.decode($0) }
    }

    /// Makes `layout` the one that its table follows from now on.
    static func add(
        _ rule: TrackedTable,
        _ layout: ChangeLayout,
        _ db: Database
    ) throws -> StoredLayout {
        try Self.retire(layout.table, db)
        try db.execute(
            sql: "INSERT INTO trail_layout (name, is_current, rule, layout) VALUES (?, 1, ?, ?)",
            arguments: [layout.table, try Self.encode(rule), try Self.encode(layout)]
        )
        return StoredLayout(number: db.lastInsertedRowID, rule: rule, layout: layout)
    }

    /// Lets no table called `table` follow a layout any more.
    static func retire(_ table: String, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE trail_layout SET is_current = 0 WHERE name = ? COLLATE NOCASE",
            arguments: [table]
        )
    }

    private init(number: Int64, rule: TrackedTable, layout: ChangeLayout) {
        self.number = number
        self.rule = rule
        self.layout = layout
    }

    private init(_ row: Row) throws {
        self.number = row["id"]
        self.rule = try Self.decode(row["rule"])
        self.layout = try Self.decode(row["layout"])
    }

    private static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func decode<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }
}
