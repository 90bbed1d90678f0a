internal import Foundation
internal import GRDB
package import Trail

/// The database of a Django site, from which the tables of its logs are read and nothing else.
///
/// It is opened for reading only, and each read is short: the site may go on writing.
package final class SeedDatabase: Sendable {
    /// A table of a log.
    package struct Table: Sendable, Hashable {
        /// Its name.
        package let name: String
        /// Its model, as `app.model`.
        package let label: String
        /// Which model that is.
        package let model: SeedModel
        /// How many rows it has.
        package let rows: Int
        /// The column of its primary key.
        fileprivate let key: String
    }

    /// Some rows of a table.
    package struct Portion: Sendable {
        /// The rows.
        package let rows: [ImportRow]
        /// Behind which row the next portion begins; `nil` at the end.
        package let last: Int64?
    }

    /// Rows that one read gives.
    private static let portion = 500

    /// The tables, those that others refer to first.
    package let tables: [Table]
    private let database: DatabaseQueue

    /// Opens the database at `path`.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable` for what is no database.
    package init(path: String) throws {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.label = "trail.import"
            let database = try DatabaseQueue(path: path, configuration: configuration)
            self.tables = try database.read { try Self.tables($0) }
            self.database = database
        } catch {
            throw Self.failure(path, error)
        }
    }

    /// The rows of `table` behind the given one.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable`.
    package func rows(of table: Table, after last: Int64?) throws -> Portion {
        let sql = """
            SELECT _rowid_ AS trail_place, * FROM \(Self.quoted(table.name))
            WHERE _rowid_ > ? ORDER BY _rowid_ LIMIT \(Self.portion)
            """
        do {
            return try self.database.read { database in
                let rows = try Row.fetchAll(database, sql: sql, arguments: [last ?? .min])
                let place = rows.last.map { $0["trail_place"] as Int64 }
                return Portion(
                    rows: rows.map { Self.row($0, of: table) },
                    last: rows.count == Self.portion ? place : nil
                )
            }
        } catch {
            throw Self.failure(table.name, error)
        }
    }

    private static func failure(_ name: String, _ error: any Error) -> TrailError {
        TrailError(.storeUnavailable, "\(name) cannot be read: \(error)", cause: error)
    }
}

extension SeedDatabase {
    private static func tables(_ database: Database) throws -> [Table] {
        let names = try String.fetchAll(
            database,
            sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        )
        return try names.compactMap { name -> Table? in
            guard let label = self.label(of: name), let model = SeedModel(label: label) else {
                return nil
            }
            // Asked by a parameter, because the name may hold anything.
            let infos = try Row.fetchAll(
                database,
                sql: "SELECT name, pk FROM pragma_table_info(?)",
                arguments: [name]
            )
            let columns = infos.map { $0["name"] as String }
            if model == .action, !Set(["action_type", "action_time"]).isSubset(of: columns) {
                return nil
            }
            let key = infos.filter { $0["pk"] as Int > 0 }.map { $0["name"] as String }
            guard key.count == 1 else { return nil }
            let rows = try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM \(self.quoted(name))"
            )
            return Table(name: name, label: label, model: model, rows: rows ?? 0, key: key[0])
        }
    }

    /// The label of a table's model: Django joins app and model by `_`, and the model has none.
    private static func label(of table: String) -> String? {
        if table == "django_content_type" { return "contenttypes.contenttype" }
        guard let place = table.lastIndex(of: "_") else { return nil }
        return "\(table[..<place]).\(table[table.index(after: place)...])".lowercased()
    }

    private static func quoted(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }

    /// Columns that hold the key of another row; a dump names the field without `_id`.
    private static let references: Set = ["user_id", "actor_id", "session_id", "content_type_id"]
    /// Columns that hold JSON as text.
    private static let documents: Set = ["extra_data", "data"]

    private static func row(_ row: Row, of table: Table) -> ImportRow {
        var key = JSON.null
        var fields: [String: JSON] = [:]
        for (column, value) in row where column != "trail_place" {
            let json = self.json(value.storage, isDocument: self.documents.contains(column))
            if column == table.key {
                key = json
            } else if self.references.contains(column) {
                fields[String(column.dropLast(3))] = json
            } else {
                fields[column] = json
            }
        }
        return ImportRow(model: table.label, key: key, fields: fields)
    }

    private static func json(_ value: DatabaseValue.Storage, isDocument: Bool) -> JSON {
        switch value {
        case .null: return .null
        case .int64(let number): return .integer(number)
        case .double(let number): return .double(number)
        case .blob(let data): return .bytes([UInt8](data))
        case .string(let text):
            // What is no JSON after all stays a text, and is refused as one if it has to be.
            guard isDocument, let json = try? CanonicalJSON(parsing: Array(text.utf8)) else {
                return .string(text)
            }
            return json.value
        }
    }
}
