internal import GRDB

/// A table, index, trigger or view, as `sqlite_schema` lists it.
struct SchemaObject: Sendable, Hashable {
    /// `table`, `index`, `trigger` or `view`.
    let kind: String
    let name: String
    /// The table that it is, or belongs to.
    let table: String
    /// The statement that made it, without what says nothing; `nil` for an index that a table's
    /// own definition made.
    let definition: String?
    /// The statement as it is stored.
    let sql: String?

    /// The objects of a database.
    static func all(in database: Database) throws -> [SchemaObject] {
        let statement = try RawStatement(
            """
            SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name
            """,
            database
        )
        defer { statement.reset() }
        var objects: [SchemaObject] = []
        while try statement.step() {
            let sql = statement.optionalText(3)
            objects.append(
                SchemaObject(
                    kind: statement.text(0),
                    name: statement.text(1),
                    table: statement.text(2),
                    definition: sql.map(Self.essence),
                    sql: sql
                )
            )
        }
        return objects
    }

    /// Versions of SQLite differ in how they write down what `ALTER TABLE` makes of a table: in
    /// white space, and in quotation marks around names that need none.
    private static func essence(of sql: String) -> String {
        sql.replacing(/"(\w+)"/) { $0.output.1 }.filter { !$0.isWhitespace }
    }
}

extension Schema {
    /// The objects that the migrations make.
    static let made = Result { try Self.madeInMemory() }

    private static func madeInMemory() throws -> [SchemaObject] {
        let queue = try DatabaseQueue()
        try self.migrate(queue)
        return try queue.read { try SchemaObject.all(in: $0) }
    }

    /// The statement that makes an index; `nil` for none of ours, and for one that the definition
    /// of its table makes.
    static func statement(makingIndex name: String) throws -> String? {
        try self.made.get().first { $0.kind == "index" && $0.name == name }?.sql
    }
}
