import GRDB
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct OutOfSpaceTests {
    @Test func `stores nothing when the disk is full, and goes on when there is room`() async throws
    {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(50)
        let pages = try await store.write { database, _ in
            try database.firstInteger("PRAGMA page_count") ?? 0
        }
        try await Self.limit(store, toPages: pages + 4)
        await expect(throwing: .outOfSpace) { try await store.fill(2_000, seed: 2) }
        await expect(throwing: .outOfSpace) { try await store.fill(2_000, seed: 3) }
        #expect(try await store.head(of: .default)?.size == 50)
        #expect(try await store.count(EventQuery(tenant: .default), limit: 100).count == 50)
        try await Self.limit(store, toPages: 1_000_000)
        try await store.fill(2_000, seed: 2)
        #expect(try await store.head(of: .default)?.size == 2_050)
        #expect(try await test.findings(store).isEmpty)
    }

    @Test func `begins the log anew once a reader lets it go`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(500)
        let reader = try store.pool.makeSnapshot()
        try await store.fill(500, seed: 2)
        let length = store.log.length
        try await Self.limit(store, toPages: 100)
        await expect(throwing: .outOfSpace) { try await store.fill(2_000, seed: 3) }
        store.log.wait()
        try await Self.limit(store, toPages: 1_000_000)
        try await store.fill(1, seed: 4)
        #expect(store.log.length > length, "it is being read")
        try reader.close()
        try await Self.limit(store, toPages: 100)
        await expect(throwing: .outOfSpace) { try await store.fill(2_000, seed: 3) }
        store.log.wait()
        try await Self.limit(store, toPages: 1_000_000)
        try await store.fill(1, seed: 5)
        #expect(store.log.length < LogProgress.few)
        #expect(try await test.findings(store).isEmpty)
    }

    private static func limit(_ store: SQLiteEventStore, toPages pages: Int64) async throws {
        try await store.pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
    }
}
