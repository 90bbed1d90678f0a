internal import GRDB
internal import Trail

/// What a table looks like now.
struct TableShape {
    struct Column {
        let name: String
        /// The place in the primary key, from 0; `nil` for other columns.
        let keyPlace: Int?
        let isInteger: Bool
        /// Whether numbers are what it is declared to hold.
        let holdsNumbers: Bool
    }

    struct ForeignKey: Hashable {
        let parent: String
        let columns: [String]
    }

    /// The name as the schema spells it.
    let name: String
    let columns: [Column]
    /// A name of the rowid that no column takes; `nil` where there is no rowid.
    let rowid: String?
    let foreignKeys: [ForeignKey]

    /// The columns of the primary key in their order in it.
    var key: [Column] {
        self.columns.filter { $0.keyPlace != nil }
            .sorted { ($0.keyPlace ?? 0) < ($1.keyPlace ?? 0) }
    }

    /// Whether the only column of the key is another name of the rowid.
    var keyIsRowid: Bool {
        self.rowid != nil && self.key.count == 1 && self.key[0].isInteger
    }

    /// Looks at the table called `table` of the main schema.
    ///
    /// - Throws: ``Trail/TrailError`` `notFound` where there is none; `invalidConfiguration` for
    ///   what can have no such triggers: a view, a virtual table.
    init(_ table: String, _ db: Database) throws {
        let found = try Row.fetchOne(
            db,
            sql: """
                SELECT name, type, wr FROM pragma_table_list
                WHERE schema = 'main' AND name = ? COLLATE NOCASE
                """,
            arguments: [table]
        )
        guard let found else { throw TrailError(.notFound, "There is no table \(table).") }
        guard found["type"] == "table" else {
            throw TrailError(.invalidConfiguration, "\(table) is no ordinary table.")
        }
        let name: String = found["name"]
        self.name = name
        let columns = try Self.columns(of: name, db)
        self.columns = columns
        let names = ["rowid", "_rowid_", "oid"]
        self.rowid =
            found["wr"] == 1
            ? nil
            : names.first { name in !columns.contains { $0.name.isSameIdentifier(as: name) } }
        self.foreignKeys = try Self.foreignKeys(of: name, db)
    }

    /// The column called `name`.
    func column(_ name: String) -> Column? {
        self.columns.first { $0.name.isSameIdentifier(as: name) }
    }

    private static func columns(of table: String, _ db: Database) throws -> [Column] {
        // 0 are ordinary columns, 2 and 3 generated ones.
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid",
            arguments: [table]
        )
        return rows.map { row in
            let place: Int = row["pk"]
            let type = (row["type"] as String?)?.uppercased() ?? ""
            return Column(
                name: row["name"],
                keyPlace: place == 0 ? nil : place - 1,
                isInteger: type == "INTEGER",
                holdsNumbers: Self.numbers.contains { type.contains($0) }
            )
        }
    }

    /// What the types of numbers have in their names.
    private static let numbers = ["INT", "REAL", "FLOA", "DOUB", "NUM", "DEC"]

    private static func foreignKeys(of table: String, _ db: Database) throws -> [ForeignKey] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, "table" AS parent, "from" AS source FROM pragma_foreign_key_list(?)
                ORDER BY id DESC, seq
                """,
            arguments: [table]
        )
        var keys: [(id: Int, parent: String, columns: [String])] = []
        for row in rows {
            let id: Int = row["id"]
            if keys.last?.id != id { keys.append((id, row["parent"], [])) }
            keys[keys.count - 1].columns.append(row["source"])
        }
        return keys.map { ForeignKey(parent: $0.parent, columns: $0.columns) }
    }
}

extension TableShape {
    /// The two things that a row links, if the table does nothing else: every column belongs to
    /// one of two foreign keys, or is a number of the row's own.
    var association: [TrackedTable.Side]? {
        guard self.foreignKeys.count == 2 else { return nil }
        let linking = self.foreignKeys.flatMap(\.columns)
        let isPure = self.columns.allSatisfy { column in
            linking.contains { $0.isSameIdentifier(as: column.name) }
                || (self.keyIsRowid && column.keyPlace != nil)
        }
        return isPure ? self.sides : nil
    }

    /// Whether a foreign key has the column, so that its values name rows elsewhere.
    func isReference(_ column: Column) -> Bool {
        self.foreignKeys.contains { key in
            key.columns.contains { $0.isSameIdentifier(as: column.name) }
        }
    }

    /// What the foreign keys refer to.
    var sides: [TrackedTable.Side] {
        self.foreignKeys.map { TrackedTable.Side(type: $0.parent, columns: $0.columns) }
    }
}
