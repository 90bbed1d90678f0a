import Foundation
import GRDB
import Synchronization
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
        while store.log.length < LogProgress.usual {
            try await store.fill(500, seed: UInt64(store.log.length) + 1)
        }
        // The commits that follow find it moved, move the rest, and begin it anew.
        var commits = 0
        while store.log.length >= LogProgress.usual, commits < 50 {
            store.log.wait()
            try await store.fill(1, seed: UInt64(commits) + 1_000_000)
            commits += 1
        }
        #expect(store.log.length < LogProgress.few)
        let size = try #require(try await store.head(of: .default)?.size)
        try store.close()
        let rest = try FileManager.default.attributesOfItem(atPath: test.path + "-wal")[.size]
        #expect(rest as? Int == 0)
        let again = try await test.open()
        #expect(try await again.head(of: .default)?.size == size)
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

    @Test func `closing twice is as good as once`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(1)
        try store.close()
        try store.close()
        await #expect(throws: (any Error).self) { _ = try await store.overwriteRemains() }
    }
}

extension LogKeeper {
    /// How many pages the log has.
    var length: Int { self.progress.withLock(\.length) }
}
