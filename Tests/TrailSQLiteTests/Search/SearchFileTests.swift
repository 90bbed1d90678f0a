import Foundation
import GRDB
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

/// Whatever is wrong with the file of an index: searches find the same, and it is made anew.
@Suite struct SearchFileTests {
    private func found(_ store: any EventReader, _ text: String) async throws -> [UInt64] {
        var query = EventQuery(tenant: .default, limit: 10_000)
        query.search = try SearchTerms(text)
        query.searchBudget = .seconds(60)
        return try await store.page(query).events.map(\.index)
    }

    private func expectSameSearches(_ twin: SearchTwin) async throws {
        for text in ["alice", "orders", "firefox", "\"disk is full\"", "zo*", "192.0.2.1"] {
            let expected = try await self.found(twin.plain, text)
            #expect(try await self.found(twin.store, text) == expected, "\(text)")
        }
    }

    /// Expects that an index is made of nothing, and of use.
    private func expectRenewal(_ twin: SearchTwin) async throws {
        try await self.expectSameSearches(twin)
        try await twin.index.catchUp()
        #expect(try IndexContents(twin.store.searchPath).runs.count == 5)
        try await self.expectSameSearches(twin)
    }

    @Test func `is made anew when it is missing`() async throws {
        let twin = try await SearchTwin(segments: 6)
        try await self.expectRenewal(twin)
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(
                atPath: twin.store.searchPath + suffix
            )
        }
        try await self.expectRenewal(twin)
    }

    @Test func `is made anew when it is no database`() async throws {
        let twin = try await SearchTwin(segments: 6)
        let path = twin.store.searchPath
        for contents in ["", "garbage", String(repeating: "x", count: 10_000)] {
            twin.store.search?.discard()
            try Data(contents.utf8).write(to: URL(fileURLWithPath: path))
            try await self.expectRenewal(twin)
        }
    }

    @Test(
        arguments: [
            "PRAGMA user_version = 99", "PRAGMA application_id = 7", "DROP TABLE part",
            "DELETE FROM mark", "UPDATE run SET last_id = x'00'", "UPDATE run SET upto = first",
            "DROP TABLE run",
        ]
    )
    func `is made anew when it is of another version, or another store`(
        sql: String
    ) async throws {
        let twin = try await SearchTwin(segments: 6)
        try await twin.index.catchUp()
        twin.store.search?.close()
        let queue = try DatabaseQueue(path: twin.store.searchPath)
        try await queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
        try await self.expectSameSearches(twin)
        // What only shows when it is read is found out by the searches.
        try await self.expectRenewal(twin)
    }

    @Test func `is made anew when its bytes were altered`() async throws {
        let twin = try await SearchTwin(segments: 6)
        try await twin.index.catchUp()
        let path = twin.store.searchPath
        var generator = SeededGenerator(seed: 90)
        twin.store.search?.close()
        let sound = try Data(contentsOf: URL(fileURLWithPath: path))
        for _ in 0..<12 {
            var altered = sound
            for _ in 0..<30 {
                let place = Int.random(in: 100..<altered.count, using: &generator)
                altered[place] = UInt8.random(in: 0...255, using: &generator)
            }
            twin.store.search?.discard()
            try altered.write(to: URL(fileURLWithPath: path))
            try await self.expectSameSearches(twin)
        }
        try await twin.index.catchUp()
        try await self.expectSameSearches(twin)
    }

    @Test func `of another store is not used`() async throws {
        let (twin, other) = (
            try await SearchTwin(segments: 6), try await SearchTwin(segments: 6, seed: 99)
        )
        try await other.index.catchUp()
        try other.store.close()
        try FileManager.default.copyItem(
            atPath: other.store.searchPath,
            toPath: twin.store.searchPath
        )
        try await self.expectRenewal(twin)
    }

    @Test func `goes on where it was after a restart`() async throws {
        let twin = try await SearchTwin(segments: 6)
        try await twin.index.catchUp()
        try twin.store.close()
        let store = try await twin.test.open()
        let index = try SQLiteSearchIndex.required(store)
        let progress = try await index.step()
        #expect(progress.isIdle && progress.eventsBehind < 90)
    }

    @Test func `rests while the disk is nearly full`() async throws {
        let twin = try await SearchTwin(segments: 3)
        let full = SQLiteSearchIndex(of: twin.store, hasRoom: { false })
        let index = try #require(full)
        let progress = try await index.catchUp()
        #expect(progress.eventsBehind > 30)
        #expect(try IndexContents(twin.store.searchPath).runs.isEmpty)
        try await self.expectSameSearches(twin)
    }

    @Test func `is deleted when it is not wanted any more`() async throws {
        let twin = try await SearchTwin(segments: 3)
        try await twin.index.catchUp()
        let path = twin.store.searchPath
        #expect(FileManager.default.fileExists(atPath: path))
        try twin.store.close()
        var configuration = SQLiteConfiguration(path: twin.test.path)
        configuration.search.isEnabled = false
        let store = try await SQLiteEventStore.open(configuration, sealer: nil)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(SQLiteSearchIndex(of: store) == nil)
        #expect(try await self.found(store, "alice") == self.found(twin.plain, "alice"))
    }

    @Test func `is readable by its owner alone`() async throws {
        let twin = try await SearchTwin(segments: 3)
        try await twin.index.catchUp()
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: twin.store.searchPath + suffix
            )
            let mode = try #require(attributes[.posixPermissions] as? NSNumber)
            #expect(mode.intValue & 0o077 == 0, "\(suffix)")
        }
    }

    @Test(arguments: [true, false])
    func `leaves a file alone that is no index`(isEnabled: Bool) async throws {
        let folder = try TemporaryFolder()
        let store = folder.file("trail.sqlite")
        let notes = folder.file("notes.txt")
        try await Self.open(store, search: nil)
        try Data("notes".utf8).write(to: URL(fileURLWithPath: notes))
        for path in [notes, store] {
            let error = await #expect(throws: TrailError.self) {
                try await Self.open(store, search: path, isEnabled: isEnabled)
            }
            #expect(error?.code == .invalidConfiguration)
            #expect(error?.message.hasPrefix("\(path) is no search index of Trail") == true)
        }
        #expect(FileManager.default.contents(atPath: notes) == Data("notes".utf8))
        try await Self.open(store, search: nil)
    }

    @Test func `takes an empty file, and an index that is there`() async throws {
        let folder = try TemporaryFolder()
        let index = folder.file("elsewhere")
        try Data().write(to: URL(fileURLWithPath: index))
        for _ in 0..<2 {
            try await Self.open(folder.file("trail.sqlite"), search: index)
        }
        #expect(try IndexContents(index).runs.isEmpty)
    }

    private static func open(
        _ path: String,
        search: String?,
        isEnabled: Bool = true
    ) async throws {
        var configuration = SQLiteConfiguration(path: path)
        configuration.role = .server
        configuration.search.path = search
        configuration.search.isEnabled = isEnabled
        let store = try await SQLiteEventStore.open(configuration, sealer: nil)
        if isEnabled { try await SQLiteSearchIndex.required(store).catchUp() }
        try store.close()
    }
}
