internal import GRDB
internal import GRDBSQLite

/// The outbox from its oldest row on, read through SQLite's own interface: GRDB's texts end at a
/// U+0000 and must be UTF-8.
struct OutboxStatement {
    private let handle: OpaquePointer

    /// The outbox as `db` sees it; valid within this access to the database.
    init(_ db: Database) throws {
        let values = (0..<Outbox.width).map { "v\($0)" }.joined(separator: ", ")
        let sql = "SELECT id, kind, at, \(values) FROM trail_change ORDER BY id"
        self.handle = try db.cachedStatement(sql: sql).sqliteStatement
        sqlite3_reset(self.handle)
    }

    /// Goes to the next row.
    func step() throws -> Bool {
        switch sqlite3_step(self.handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let message = sqlite3_errmsg(sqlite3_db_handle(self.handle)).map { String(cString: $0) }
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }

    /// Ends the reading.
    func reset() {
        sqlite3_reset(self.handle)
    }

    var id: Int64 { sqlite3_column_int64(self.handle, 0) }
    var code: Int64 { sqlite3_column_int64(self.handle, 1) }

    /// The time as a Julian day.
    var day: Double? {
        guard sqlite3_column_type(self.handle, 2) != SQLITE_NULL else { return nil }
        return sqlite3_column_double(self.handle, 2)
    }

    /// A value by its place in the row.
    func value(_ place: Int) -> OutboxValue {
        let column = Int32(place + 3)
        switch sqlite3_column_type(self.handle, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(self.handle, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(self.handle, column))
        case SQLITE_TEXT: return .text(self.text(column))
        case SQLITE_BLOB: return .blob(self.bytes(column))
        default: return .null
        }
    }

    /// The text in UTF-8, whichever encoding the database has.
    private func text(_ column: Int32) -> [UInt8] {
        let start = sqlite3_column_text(self.handle, column)
        let count = sqlite3_column_bytes(self.handle, column)
        return [UInt8](UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(count)))
    }

    private func bytes(_ column: Int32) -> [UInt8] {
        let start = sqlite3_column_blob(self.handle, column)
        let count = sqlite3_column_bytes(self.handle, column)
        return [UInt8](UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(count)))
    }
}
