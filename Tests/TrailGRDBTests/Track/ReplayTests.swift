import Foundation
import GRDB
import Testing
import Trail
import TrailGRDB
import TrailTesting

/// Random writes, and the table made again from nothing but their events.
@Suite struct ReplayTests {
    private struct Unexpected: Error {
        let event: RecordedChange
    }

    private typealias Table = [String: [String: JSON]]

    private struct Writer {
        var random: SeededGenerator

        mutating func number(_ end: Int) -> Int { Int.random(in: 0..<end, using: &self.random) }

        mutating func value() -> DatabaseValue {
            switch self.number(8) {
            case 0: .null
            case 1: (Int64.random(in: .min ... .max, using: &self.random)).databaseValue
            case 2: Double(bitPattern: self.random.next() & 0x7FEF_FFFF_FFFF_FFFF).databaseValue
            case 3: "text \(self.number(5))".databaseValue
            case 4: ["é", "e\u{301}", "\"\\\u{1}", "number:1", ""][self.number(5)].databaseValue
            case 5: Data((0..<self.number(5)).map { UInt8($0) }).databaseValue
            default: self.number(3).databaseValue
            }
        }

        mutating func write(_ db: Database) throws {
            let (a, b) = (self.number(6), "k\(self.number(3))")
            let values: [DatabaseValue] = [self.value(), self.value(), self.value()]
            let key: StatementArguments = [a, b]
            let row = key + StatementArguments(values)
            switch self.number(10) {
            case 0...1:
                try db.execute(
                    sql: "INSERT OR IGNORE INTO t VALUES (?, ?, ?, ?, ?)",
                    arguments: row
                )
            case 2...3: try db.execute(sql: "REPLACE INTO t VALUES (?, ?, ?, ?, ?)", arguments: row)
            case 4:
                try db.execute(
                    sql: """
                        INSERT INTO t VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET x = excluded.x, y = y || 1
                        """,
                    arguments: row
                )
            case 5:
                try db.execute(sql: "UPDATE t SET x = ? WHERE a = ?", arguments: [values[0], a])
            case 6: try db.execute(sql: "UPDATE t SET y = ?, z = z", arguments: [values[1]])
            case 7:
                try db.execute(
                    sql: "UPDATE OR REPLACE t SET a = ? WHERE b = ?",
                    arguments: [a, b]
                )
            case 8: try db.execute(sql: "DELETE FROM t WHERE a = ?", arguments: [a])
            default:
                try db.inSavepoint {
                    try db.execute(sql: "UPDATE t SET x = 'never', y = 'never'")
                    return .rollback
                }
            }
        }
    }

    private func replay(_ events: [RecordedChange], on table: inout Table) throws {
        for event in events {
            let key = try #require(event.targets.first?.id)
            switch event.detail.type {
            case .create:
                guard case .object(let row)? = event.after else { throw Unexpected(event: event) }
                #expect(table[key] == nil, "\(event)")
                table[key] = row
            case .delete:
                guard case .object(let row)? = event.before else { throw Unexpected(event: event) }
                #expect(table[key] == row, "\(event)")
                table[key] = nil
            default:
                var row = try #require(table[key], "\(event)")
                for change in event.changes {
                    #expect(row[change.field] == change.old?.value, "\(event)")
                    row[change.field] = change.new?.value
                }
                table[key] = nil
                table[event.targets.last?.id ?? key] = row
            }
        }
    }

    /// The table as the tracker would tell all of its rows as new.
    private func state(_ app: TrackedApp) async throws -> Table {
        let copy = try TrackedApp("CREATE TABLE t (a, b, x, y, z, PRIMARY KEY (a, b))")
        try copy.tracker.track(table: "t")
        // By SQLite itself: a text that holds U+0000 would not come through GRDB.
        try await copy.database.writeWithoutTransaction { [path = app.path] db in
            try db.execute(sql: "ATTACH ? AS other", arguments: [path])
            try db.execute(sql: "INSERT INTO t SELECT * FROM other.t")
        }
        var table: Table = [:]
        try self.replay(try await copy.recorded(), on: &table)
        return table
    }

    @Test(arguments: [1, 2, 3, 4], [TrackedTable.Updates.wholeRows, .changedColumns])
    func `gives the table again`(_ seed: UInt64, _ updates: TrackedTable.Updates) async throws {
        let isWithoutRowid = seed % 2 == 0
        let app = try TrackedApp(
            """
            CREATE TABLE t (a, b, x, y TEXT COLLATE NOCASE, z, PRIMARY KEY (a, b))
            \(isWithoutRowid ? "WITHOUT ROWID" : "")
            """
        )
        try app.tracker.track(table: "t", updates: updates)
        var writer = Writer(random: SeededGenerator(seed: seed))
        var table: Table = [:]
        for _ in 0..<10 {
            for _ in 0..<30 {
                try app.write { db in try writer.write(db) }
            }
            try self.replay(try await app.recorded { $0.batch = 7 }, on: &table)
            let state = try await self.state(app)
            for key in Set(table.keys).union(state.keys) {
                #expect(table[key] == state[key], "\(key)")
            }
        }
        #expect(try app.waiting == 0)
    }
}
