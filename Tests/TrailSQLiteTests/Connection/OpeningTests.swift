import Foundation
import GRDB
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct OpeningTests {
    @Test func `writes synchronously`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        let level = try await store.write { database, _ in
            try database.firstInteger("PRAGMA synchronous")
        }
        #expect(level == 2)
    }

    @Test func `keeps its files to their owner`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(10)
        for suffix in ["", "-wal", "-shm", ".lock"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: test.path + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "trail.sqlite\(suffix)")
        }
    }

    @Test func `refuses a second server until the first one has closed`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        await expect(throwing: .alreadyServed) { _ = try await test.open() }
        try store.close()
        _ = try await test.open()
    }

    @Test func `lets a tool read and write beside a server`() async throws {
        let test = try TestStore()
        let server = try await test.open()
        try await server.fill(10)
        let tool = try await test.open(.tool)
        #expect(try await tool.count(EventQuery(tenant: .default), limit: 100).count == 10)
        try await tool.fill(5, seed: 2)
        try await server.fill(5, seed: 3)
        #expect(try await test.findings(tool).isEmpty)
    }

    @Test func `refuses the database of another program`() async throws {
        let test = try TestStore()
        try test.tamper("CREATE TABLE foreign_table (a)")
        await expect(throwing: .invalidConfiguration) { _ = try await test.open() }
    }

    @Test func `refuses a database of a newer version`() async throws {
        let test = try TestStore()
        try await test.open().close()
        try test.tamper("INSERT INTO grdb_migrations VALUES ('9999-of-the-future')")
        await expect(throwing: .invalidConfiguration) { _ = try await test.open() }
    }

    @Test func `refuses to go on where the last rows are gone`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(20)
        try store.close()
        try test.tamper("DELETE FROM event WHERE idx >= 18")
        await expect(throwing: .ledgerDamaged) {
            let store = try await test.open()
            try await store.fill(1)
        }
    }

    @Test func `says that a file which is no database is damaged`() async throws {
        let test = try TestStore()
        let text = Data(String(repeating: "This is no database. ", count: 500).utf8)
        try text.write(to: URL(fileURLWithPath: test.path))
        await expect(throwing: .ledgerDamaged) { _ = try await test.open() }
    }

    @Test func `says that a folder which does not exist is unavailable`() async throws {
        let configuration = SQLiteConfiguration(path: "/nowhere/at/all/trail.sqlite")
        await expect(throwing: .storeUnavailable) {
            _ = try await SQLiteEventStore.open(configuration, sealer: nil)
        }
    }

    @Test func `makes no file where one must exist`() async throws {
        let test = try TestStore()
        var configuration = SQLiteConfiguration(path: test.path, role: .tool)
        configuration.mustExist = true
        await expect(throwing: .notFound) {
            _ = try await SQLiteEventStore.open(configuration, sealer: nil)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: test.folder.path).isEmpty)
    }

    @Test func `refuses rows that no head covers`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(10)
        try store.close()
        try test.tamper(Self.copyRow(to: 10))
        await expect(throwing: .ledgerDamaged) { _ = try await test.open() }
    }

    @Test func `notices rows beyond the head while it runs`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(10)
        try test.tamper(Self.copyRow(to: 10))
        await expect(throwing: .ledgerDamaged) { try await store.fill(1, seed: 2) }
    }

    @Test func `notices that the file was replaced by an older copy`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(10)
        try store.close()
        let copy = test.path + ".old"
        try FileManager.default.copyItem(atPath: test.path, toPath: copy)
        let again = try await test.open()
        try await again.fill(10, seed: 2)
        try again.close()
        let log = try FileManager.default.attributesOfItem(atPath: test.path + "-wal")
        #expect(log[.size] as? Int == 0, "a copy of the file alone would not be complete")
        try FileManager.default.removeItem(atPath: test.path)
        try FileManager.default.moveItem(atPath: copy, toPath: test.path)
        await expect(throwing: .ledgerForked) { _ = try await test.open() }
    }

    @Test func `can be read without a key, and not written`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(10)
        let reader = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: test.path, role: .tool),
            sealer: nil
        )
        #expect(try await test.findings(reader).isEmpty)
        await expect(throwing: .invalidConfiguration) { try await reader.fill(1, seed: 2) }
    }

    /// SQL that stores the first event once more, at another index.
    static func copyRow(to index: Int) -> String {
        """
        INSERT INTO event
        SELECT 1000000, tenant, \(index), randomblob(16), kind, occurred_at, recorded_at, action,
            outcome, time, problem, actor, ip, target, username, status, duration, salts, erased,
            who, "where", what, imported
        FROM event WHERE idx = 0
        """
    }
}
