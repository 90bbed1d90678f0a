import Foundation
import MerkleLog
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct RemovalTests {
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

    @Test func `leaves no erased text in any file`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        var samples = SampleEvents(seed: 8, time: TestStore.noon)
        var draft = samples.draft(.login)
        let secret = "secret-of-one-person-\(UInt64.random(in: 0...UInt64.max))"
        draft.actor = Event.Actor(type: .user, id: secret, name: secret, isVerified: true)
        draft.detail = .login(LoginDetail(.login, username: secret))
        let event = try Event(draft, tenant: .default, now: TestStore.noon)
        try await store.fill(100)
        _ = try await store.append(AppendRequest([EncodedEvent(event, stated: .all)]))
        try await store.fill(100, seed: 2)
        #expect(try Self.files(of: test, contain: secret))
        let query = EventQuery(
            tenant: .default,
            filters: [EventFilter(.actorID, .equals(secret))]
        )
        let result = try await store.remove(self.request(query, .sections([.who, .what])))
        #expect(result.count == 1)
        #expect(try !Self.files(of: test, contain: secret))
        #expect(try await test.findings(store).isEmpty)
    }

    @Test func `keeps figures in step with what is left`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(1_000)
        let requests = EventQuery(tenant: .default, kinds: [.request])
        _ = try await store.remove(self.request(requests, .sections([.what])))
        let actor = EventQuery(
            tenant: .default,
            filters: [EventFilter(.actorID, .equals("alice"))]
        )
        _ = try await store.remove(self.request(actor, .rows))
        let (kept, events, segment) = try await store.read { database in
            (
                try database.firstInteger("SELECT sum(count) FROM rollup"),
                try database.firstInteger("SELECT count(*) FROM event"),
                try database.firstInteger("SELECT sum(events) FROM segment")
            )
        }
        #expect(kept == events)
        #expect(segment == events)
        let durations = try await store.read {
            try $0.firstInteger("SELECT sum(duration_sum) FROM rollup")
        }
        #expect(durations == 0)
        for kind in Event.Kind.allCases {
            let query = EventQuery(tenant: .default, kinds: [kind], limit: 1_000)
            let count = try await store.count(query, limit: 10)
            #expect(try await store.page(query).events.count == count.count)
        }
    }

    @Test func `what was removed makes room for what comes`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        func size() throws -> Int {
            let attributes = try FileManager.default.attributesOfItem(atPath: test.path)
            return try #require(attributes[.size] as? Int)
        }
        try await store.fill(3_000)
        _ = try await store.remove(self.request(EventQuery(tenant: .default), .rows))
        let emptied = try size()
        try await store.fill(2_500, seed: 2)
        _ = try await store.remove(self.request(EventQuery(tenant: .default), .rows))
        #expect(Double(try size()) < Double(emptied) * 1.05)
        #expect(try await test.findings(store).isEmpty)
    }

    @Test func `records go on while a removal is carried out`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(4_000)
        let request = self.request(EventQuery(tenant: .default), .rows)
        async let removal = store.remove(request)
        var recorded = 0
        for seed in 0..<20 {
            try await store.fill(5, seed: 1_000 + UInt64(seed))
            recorded += 5
        }
        let removed = try await removal.count
        #expect(removed >= 4_000)
        let left = try await store.read {
            try $0.firstInteger("SELECT count(*) FROM event") ?? 0
        }
        // The record of the removal is there, too.
        #expect(Int(left) == 4_000 + recorded - removed + 1)
        #expect(try await test.findings(store).isEmpty)
    }

    @Test func `does not carry out a list that no sealed event commits to`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(20)
        try store.close()
        // The list of rows 0 to 4.
        try test.tamper(
            """
            INSERT INTO removal
            SELECT no, 19, CAST('trail/v1/removal' || char(10, 0, 5, 8) AS BLOB), 1 FROM tenant
            """
        )
        await expect(throwing: .ledgerDamaged) { _ = try await test.open() }
        let reader = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: test.path, role: .tool),
            sealer: nil
        )
        #expect(try await reader.count(EventQuery(tenant: .default), limit: 100).count == 20)
    }

    @Test func `forgets the ids of pruned events after thirty days`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        let events = try await store.fill(10)
        _ = try await store.remove(self.request(EventQuery(tenant: .default), .rows))
        let repeated = try await store.append(AppendRequest(events)).outcomes
        #expect(repeated.allSatisfy { if case .repeated = $0 { true } else { false } })
        test.clock.advance(by: .seconds(31 * 24 * 3_600))
        try await store.fill(1, seed: 9)
        _ = try await store.remove(self.request(EventQuery(tenant: .default), .rows))
        let fresh = try await store.append(AppendRequest(events)).outcomes
        #expect(fresh.allSatisfy { if case .sealed = $0 { true } else { false } })
    }

    private static func files(of test: TestStore, contain text: String) throws -> Bool {
        try ["", "-wal"].contains { suffix in
            let data = try Data(contentsOf: URL(fileURLWithPath: test.path + suffix))
            return data.range(of: Data(text.utf8)) != nil
        }
    }
}
