import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct ExtremesTests {
    @Test func `takes the largest numbers for what they are`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(30)
        let edges: [Int64] = [.min, .min + 1, -1, 0, .max - 1, .max]
        for from in edges {
            for to in edges {
                var query = EventQuery(tenant: .default, limit: .max)
                query.from = Timestamp(microseconds: from)
                query.to = Timestamp(microseconds: to)
                query.scanBudget = .max
                let holdsAll = from <= 0 && to >= .max - 1
                #expect(try await store.page(query).events.count == (holdsAll ? 30 : 0))
                #expect(try await store.count(query, limit: .max).count == (holdsAll ? 30 : 0))
                query.filters = [EventFilter(.country, .equals("nowhere"))]
                #expect(try await store.count(query, limit: .max).count == 0)
            }
        }
    }

    @Test(arguments: [EventQuery.Order.newestFirst, .oldestFirst, .ledger])
    func `takes any cursor`(order: EventQuery.Order) async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(30)
        for time in [Int64.min, 0, .max] {
            for index in [UInt64.min, 15, .max] {
                for size in [UInt64.min, 20, .max] {
                    for direction in [EventCursor.Direction.forward, .backward] {
                        var query = EventQuery(tenant: .default, order: order, limit: 7)
                        query.cursor = EventCursor(
                            time: Timestamp(microseconds: time),
                            index: index,
                            direction: direction,
                            ledgerSize: size
                        )
                        let page = try await store.page(query)
                        #expect(page.events.allSatisfy { $0.index < size })
                    }
                }
            }
        }
    }

    @Test func `reads rows up to the end of all numbers`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(30)
        let request = EntriesRequest(tenant: .default, from: 0, upTo: .max, limit: .max)
        let all = try await store.entries(request)
        #expect(all.entries.count == 30)
        #expect(all.next == nil)
        let none = EntriesRequest(tenant: .default, from: .max, upTo: .max, limit: 0)
        #expect(try await store.entries(none).entries.isEmpty)
    }

    @Test func `knows nothing of a tenant that has no ledger`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        let query = EventQuery(tenant: .default)
        #expect(try await store.page(query).events.isEmpty)
        #expect(try await store.count(query, limit: 10) == EventCount(0))
        #expect(try await store.head(of: .default) == nil)
        #expect(try await store.removals(of: .default).isEmpty)
        await expect(throwing: .notFound) {
            _ = try await store.tile(
                TileRequest(tenant: .default, level: 0, index: 0, treeSize: 1)
            )
        }
    }
}
