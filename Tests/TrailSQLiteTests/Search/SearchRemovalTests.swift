import Foundation
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct SearchRemovalTests {
    private func request(
        _ query: EventQuery,
        _ extent: RemovalRequest.Extent
    ) -> RemovalRequest {
        RemovalRequest(
            tenant: .default,
            query: query,
            extent: extent,
            actor: Event.Actor(type: .user, id: "operator", isVerified: true),
            reason: "test"
        )
    }

    /// A store of which one event alone, in the third segment, speaks of Wilhelmina.
    private func twin() async throws -> SearchTwin {
        let twin = try await SearchTwin(segments: 3)
        var detail = SystemDetail(.info, category: "mail", eventName: "sent")
        detail.message = "Letter to Wilhelmina Quastenflosser, Xylophonweg 7"
        var draft = Event.Draft(.system(detail))
        draft.actor = Event.Actor(type: .user, id: "wqx", isVerified: true)
        let event = try Event(draft, tenant: .default, now: TestStore.noon)
        try await twin.append([EncodedEvent(event, stated: [])])
        let more = try await SearchTwin.more(segments: 3..<6, twin)
        try await more.index.catchUp()
        return more
    }

    private func mentions() throws -> EventQuery {
        var query = EventQuery(tenant: .default)
        query.search = try SearchTerms("wilhelmina")
        return query
    }

    private func files(_ twin: SearchTwin) throws -> [Data] {
        try FileManager.default.contentsOfDirectory(atPath: twin.test.folder.path)
            .filter { $0.contains(".search") }
            .map { try Data(contentsOf: URL(fileURLWithPath: "\(twin.test.folder.path)/\($0)")) }
    }

    private func expectNothing(of words: [String], _ twin: SearchTwin) throws {
        let vocabulary = try IndexContents(twin.store.searchPath).vocabulary
        for word in words {
            let cut = String(word.prefix(12))
            #expect(!vocabulary.contains(cut), "\(word)")
            // Terms are written without the letters that they have in common with the one before.
            for fragment in [cut, String(cut.dropFirst(1)), String(cut.dropFirst(2))]
            where fragment.count > 3 {
                for file in try self.files(twin) {
                    #expect(file.range(of: Data(fragment.utf8)) == nil, "\(fragment)")
                }
            }
        }
    }

    private let words = ["wilhelmina", "quastenflosser", "xylophonweg"]

    @Test func `leaves no erased word in any file`() async throws {
        let twin = try await self.twin()
        let path = twin.store.searchPath
        let before = try IndexContents(path).vocabulary
        #expect(self.words.allSatisfy { before.contains(String($0.prefix(12))) })
        let count = try await twin.store.remove(
            self.request(try self.mentions(), .sections([.what]))
        )
        #expect(count.count == 1)
        try self.expectNothing(of: self.words, twin)
        // Only the segment that was touched, and perhaps its neighbour, is indexed anew.
        #expect(try IndexContents(path).runs.count >= 3)
        try await twin.index.catchUp()
        #expect(try IndexContents(path).runs.count == 5)
        try self.expectNothing(of: self.words, twin)
        #expect(try IndexContents(path).vocabulary.contains("wqx"))
    }

    @Test func `leaves no word of pruned events`() async throws {
        let twin = try await self.twin()
        _ = try await twin.store.remove(self.request(try self.mentions(), .rows))
        try self.expectNothing(of: self.words + ["wqx"], twin)
        try await twin.index.catchUp()
        try self.expectNothing(of: self.words + ["wqx"], twin)
    }

    @Test func `drops what was being indexed when something is removed`() async throws {
        let twin = try await self.twin()
        twin.store.search?.discard()
        // One step after the other reads rows; a removal in between makes them worth nothing.
        for _ in 0..<40 { _ = try await twin.index.step() }
        _ = try await twin.store.remove(self.request(try self.mentions(), .sections([.what])))
        try await twin.index.catchUp()
        try self.expectNothing(of: self.words, twin)
        #expect(try IndexContents(twin.store.searchPath).runs.count == 5)
    }

    @Test func `finishes in the index what a crash interrupted`() async throws {
        let twin = try await self.twin()
        let search = try #require(twin.store.search)
        let path = twin.store.path
        let query = try self.mentions()
        // The index can neither be written nor deleted: a folder is in its place.
        search.discard()
        try FileManager.default.createDirectory(
            atPath: search.path + "/x",
            withIntermediateDirectories: true
        )
        await expect(throwing: .storeUnavailable) {
            _ = try await twin.store.remove(self.request(query, .sections([.what])))
        }
        // Nothing is indexed while the removal is not done.
        try FileManager.default.removeItem(atPath: search.path)
        let progress = try await twin.index.step()
        #expect(progress.isIdle)
        try twin.store.close()
        let store = try await twin.test.open()
        #expect(store.path == path)
        let index = try SQLiteSearchIndex.required(store)
        try await index.catchUp()
        try self.expectNothing(of: self.words, twin)
    }

    @Test func `is made anew when somebody removed who did not know of it`() async throws {
        let twin = try await self.twin()
        let search = try #require(twin.store.search)
        let copy = search.path + ".copy"
        search.close()
        try FileManager.default.copyItem(atPath: search.path, toPath: copy)
        _ = try await twin.store.remove(self.request(try self.mentions(), .sections([.what])))
        search.discard()
        try FileManager.default.moveItem(atPath: copy, toPath: search.path)
        var query = try self.mentions()
        #expect(try await twin.store.page(query).events.isEmpty)
        try await twin.index.catchUp()
        try self.expectNothing(of: self.words, twin)
        query.search = try SearchTerms("wqx")
        #expect(try await twin.store.page(query).events.count == 1)
    }
}
