import Foundation
import GRDB
import Testing
import Trail

@testable import TrailSQLite

@Suite struct SchemaTests {
    @Test func `has the tables of the golden file`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        let statements = try await store.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT sql FROM sqlite_schema
                    WHERE sql IS NOT NULL AND name NOT LIKE 'grdb_%' ORDER BY rowid
                    """
            )
        }
        let schema = statements.joined(separator: ";\n") + ";\n"
        let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Golden/schema.sql")
        if ProcessInfo.processInfo.environment["TRAIL_RECORD_GOLDEN"] == "1" {
            try Data(schema.utf8).write(to: golden)
        }
        #expect(try schema == String(contentsOf: golden, encoding: .utf8))
    }

    @Test func `names its migrations for good`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        let names = try await store.read {
            try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
        }
        #expect(
            names == [
                "0001-create-ledger", "0002-create-event", "0003-create-state", "0004-create-user",
                "0005-create-retention", "0006-create-erasure",
                "0007-create-destination",
                "0008-create-summary",
                "0009-mark-imported", "0010-renew-summaries",
            ]
        )
    }

    @Test func `marks the file as its own`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        let id = try await store.read { try $0.firstInteger("PRAGMA application_id") }
        #expect(id == 0x5452_4149)
    }
}
