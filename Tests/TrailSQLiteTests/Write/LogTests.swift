import Foundation
import GRDB
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

    @Test func `begins the log anew while events arrive, and empties it at the end`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        for turn in 0..<80 {
            try await store.fill(500, seed: UInt64(turn) + 1)
        }
        // Some 120 MiB are written in all; what is longer than is kept is cut when it begins anew.
        let size = try FileManager.default.attributesOfItem(atPath: test.path + "-wal")[.size]
        #expect(try #require(size as? Int) < 66 * 1_048_576)
        try store.close()
        let rest = try FileManager.default.attributesOfItem(atPath: test.path + "-wal")[.size]
        #expect(rest as? Int == 0)
        let again = try await test.open()
        #expect(try await again.head(of: .default)?.size == 40_000)
        #expect(try await test.findings(again).isEmpty)
    }

    @Test func `is emptied while it is being moved`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        for turn in 0..<12 {
            try await store.fill(500, seed: UInt64(turn) + 1)
            let path = test.path
            let size = try await store.pool.writeWithoutTransaction { database -> Int? in
                try store.log.empty(database)
                return try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size]
                    as? Int
            }
            #expect(size == 0)
        }
    }
}
