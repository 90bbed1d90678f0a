import Foundation
import GRDBSQLite

/// The floor: the rows of a store, inserted again by prepared statements of SQLite's own interface,
/// without sealing, looking up or counting anything.
struct BareInserts {
    /// A copy of the store's file.
    let path: String

    private enum Value {
        case null
        case integer(Int64)
        case text([UInt8])
        case blob([UInt8])
    }

    /// Measures inserts into the table of a full store with its indexes, then into an empty table
    /// without any.
    func run() {
        var database: OpaquePointer?
        sqlite3_open(self.path, &database)
        defer { sqlite3_close(database) }
        for sql in [
            "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
            "PRAGMA cache_size = -8192", "PRAGMA wal_autocheckpoint = 4000",
        ] {
            self.execute(sql, database)
        }
        let rows = self.rows(database)
        self.execute(
            "CREATE TABLE bare AS SELECT * FROM event LIMIT 0",
            database
        )
        for (table, name) in [("event", "same indexes"), ("bare", "no index")] {
            var next = self.integer("SELECT max(seq) + 1 FROM event", database)
            for (batch, count) in [(64, 20_000), (1_000, 100_000), (10_000, 200_000)] {
                self.insert(rows, count, batch, into: table, name, from: &next, database)
            }
        }
    }

    private func insert(
        _ rows: [[Value]],
        _ count: Int,
        _ batch: Int,
        into table: String,
        _ name: String,
        from next: inout Int64,
        _ database: OpaquePointer?
    ) {
        let marks = Array(repeating: "?", count: rows[0].count).joined(separator: ", ")
        let statement = self.prepare("INSERT INTO \(table) VALUES (\(marks))", database)
        defer { sqlite3_finalize(statement) }
        var waits: [Double] = []
        let meter = Meter()
        for start in stride(from: 0, to: count, by: batch) {
            let begin = ContinuousClock.now
            self.execute("BEGIN IMMEDIATE", database)
            for place in start..<min(start + batch, count) {
                self.bind(rows[place % rows.count], number: next, statement)
                next += 1
                sqlite3_step(statement)
                sqlite3_reset(statement)
            }
            self.execute("COMMIT", database)
            waits.append((ContinuousClock.now - begin) / .milliseconds(1))
        }
        meter.report("bare C, \(name), \(batch) a batch", count, waits)
    }

    private func bind(_ row: [Value], number: Int64, _ statement: OpaquePointer?) {
        for (column, value) in row.enumerated() {
            let place = Int32(column + 1)
            switch value {
            case .null: sqlite3_bind_null(statement, place)
            case .integer(let value): sqlite3_bind_int64(statement, place, value)
            case .text(let bytes):
                bytes.withUnsafeBufferPointer { memory in
                    memory.withMemoryRebound(to: CChar.self) {
                        _ = sqlite3_bind_text(
                            statement,
                            place,
                            $0.baseAddress,
                            Int32($0.count),
                            nil
                        )
                    }
                }
            case .blob(let bytes):
                _ = bytes.withUnsafeBytes {
                    sqlite3_bind_blob(statement, place, $0.baseAddress, Int32($0.count), nil)
                }
            }
        }
        // New keys: the number of the row, the index, and an id that rises as ours do.
        sqlite3_bind_int64(statement, 1, number)
        sqlite3_bind_int64(statement, 3, number)
        let id: (UInt64, UInt64) = ((0x7FFF << 48 | UInt64(number)).bigEndian, 0)
        withUnsafeBytes(of: id) {
            _ = sqlite3_bind_blob(
                statement,
                4,
                $0.baseAddress,
                16,
                unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            )
        }
    }

    private func rows(_ database: OpaquePointer?) -> [[Value]] {
        let statement = self.prepare("SELECT * FROM event ORDER BY seq DESC LIMIT 50000", database)
        defer { sqlite3_finalize(statement) }
        var rows: [[Value]] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            rows.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    let type = sqlite3_column_type(statement, column)
                    if type == SQLITE_NULL { return .null }
                    if type == SQLITE_INTEGER {
                        return .integer(sqlite3_column_int64(statement, column))
                    }
                    let bytes = [UInt8](
                        UnsafeRawBufferPointer(
                            start: sqlite3_column_blob(statement, column),
                            count: Int(sqlite3_column_bytes(statement, column))
                        )
                    )
                    return type == SQLITE_TEXT ? .text(bytes) : .blob(bytes)
                }
            )
        }
        return rows
    }

    private func integer(_ sql: String, _ database: OpaquePointer?) -> Int64 {
        let statement = self.prepare(sql, database)
        defer { sqlite3_finalize(statement) }
        sqlite3_step(statement)
        return sqlite3_column_int64(statement, 0)
    }

    private func prepare(_ sql: String, _ database: OpaquePointer?) -> OpaquePointer? {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(database, sql, -1, &statement, nil)
        precondition(code == SQLITE_OK, String(cString: sqlite3_errmsg(database)))
        return statement
    }

    private func execute(_ sql: String, _ database: OpaquePointer?) {
        let code = sqlite3_exec(database, sql, nil, nil, nil)
        precondition(code == SQLITE_OK, String(cString: sqlite3_errmsg(database)))
    }
}
