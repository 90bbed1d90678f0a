import Foundation
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct LogTests {
    @Test func `keeps the log short while readers never rest`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(500)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    while !Task.isCancelled {
                        let query = EventQuery(tenant: .default, limit: 200)
                        do { _ = try await store.page(query) } catch is CancellationError {}
                    }
                }
            }
            for turn in 0..<70 {
                try await store.fill(500, seed: UInt64(turn) + 2)
            }
            group.cancelAll()
        }
        let log = try FileManager.default.attributesOfItem(atPath: test.path + "-wal")
        // Some 110 MiB are written in all.
        let size = try #require(log[.size] as? Int)
        #expect(size < 80 * 1_048_576)
        let timeout = try await store.write { database, _ in
            try database.firstInteger("PRAGMA busy_timeout")
        }
        #expect(timeout == 5_000)
    }
}
