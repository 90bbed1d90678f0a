import GRDB
import MerkleLog
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct ImportedEventTests {
    private let old = Timestamp(microseconds: 1_480_000_000_123_456)

    private func imported(_ count: Int) throws -> [EncodedEvent] {
        try (0..<count).map { number in
            var draft = Event.Draft(.page(PageDetail(path: "/\(number)")))
            draft.id = EventID(naming: Array("row \(number)".utf8))
            draft.occurredAt = self.old.advanced(by: .seconds(number))
            return EncodedEvent(imported: try Event(draft, tenant: .default, now: .now()))
        }
    }

    @Test func `keeps times of long ago, beside events of today`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(20)
        _ = try await store.append(AppendRequest(try self.imported(3)))
        var query = EventQuery(tenant: .default, order: .oldestFirst, limit: 3)
        query.to = self.old.advanced(by: .seconds(60))
        let page = try await store.page(query)
        #expect(page.events.map(\.time) == (0..<3).map { self.old.advanced(by: .seconds($0)) })
        #expect(page.events.allSatisfy { $0.header.isImported })
        #expect(page.events.allSatisfy { $0.recordedAt == TestStore.noon })
        #expect(try await test.findings(store).isEmpty)
        let found = try await store.event(EventID(naming: Array("row 1".utf8)), tenant: .default)
        #expect(found?.time == self.old.advanced(by: .seconds(1)))
    }

    @Test func `takes the same rows again without storing them again`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        let first = try await store.append(AppendRequest(try self.imported(5)))
        let again = try await store.append(AppendRequest(try self.imported(5)))
        for (one, other) in zip(first.outcomes, again.outcomes) {
            guard case .sealed(let receipt) = one, case .repeated(let same) = other else {
                Issue.record("not a repetition")
                continue
            }
            #expect(receipt == same)
        }
        #expect(try await store.head(of: .default)?.size == 5)
    }

    @Test(arguments: ["NULL", "0", "5"])
    func `finds that the mark was taken away`(mark: String) async throws {
        let test = try TestStore()
        let store = try await test.open()
        _ = try await store.append(AppendRequest(try self.imported(2)))
        try test.tamper("UPDATE event SET imported = \(mark) WHERE idx = 1")
        #expect(try await !test.findings(store).isEmpty)
    }

    @Test func `finds that a mark was made`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(5)
        #expect(try await test.findings(store).isEmpty)
        try test.tamper("UPDATE event SET imported = 1 WHERE idx = 3")
        #expect(try await !test.findings(store).isEmpty)
    }
}
