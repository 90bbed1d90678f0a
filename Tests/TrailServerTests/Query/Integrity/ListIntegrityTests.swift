import MerkleLog
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct ListIntegrityTests {
    private func server(_ count: Int = 700) async throws -> (TestServer, token: String) {
        let server = try TestServer()
        try await server.fill(count)
        return (server, try await server.token([.read]))
    }

    @Test(arguments: ["verify_integrity/", "verify-integrity"])
    func `finds a list as it was sealed`(suffix: String) async throws {
        let (server, token) = try await self.server()
        let all = try await server.get("/api/activity/events/\(suffix)", token: token)
        #expect(
            all.text
                == #"{"total":700,"verified":700,"tampered":0,"tampered_ids":[],"next":null}"#
        )
        let list = try await server.get("/api/activity/login-events/?user=alice", token: token)
        let some = try await server.get(
            "/api/activity/login-events/\(suffix)?user=alice",
            token: token
        )
        #expect(some.json["total"].number == Int64(list.ids.count))
        let part = try await server.get(
            "/api/activity/system-events/critical/\(suffix)",
            token: token
        )
        #expect(part.json["tampered"].number == 0)
        #expect(part.json["total"] != .integer(0))
    }

    @Test func `agrees with what is said of each event`() async throws {
        let (server, token) = try await self.server(600)
        var random = SeededGenerator(seed: 7)
        let places = (0..<40).map { _ in Int.random(in: 0..<600, using: &random) }
        await server.store.tamper(with: .default) { ledger in
            for (number, place) in places.enumerated() {
                guard let row = ledger.rows[place] else { continue }
                ledger.rows[place] = Self.tampered(row, number % 3)
            }
        }
        let report = try await server.get("/api/activity/events/verify_integrity/", token: token)
        let named = Set(report.json["tampered_ids"].elements.compactMap(\.text))
        #expect(named.count == Set(places).count)
        #expect(report.json["tampered"].number == Int64(named.count))
        #expect(report.json["verified"].number == Int64(600 - named.count))
        for event in await server.events() {
            let path = "/api/activity/events/\(event.header.id)/verify_integrity/"
            let verdict = try await server.get(path, token: token)
            #expect(verdict.json["valid"].flag == !named.contains(event.header.id.description))
        }
    }

    /// A row of which one thing was changed.
    private static func tampered(_ row: LedgerEntry, _ what: Int) -> LedgerEntry {
        var columns = row.columns
        var sections = row.event.sections
        var later = row.event.recordedAt
        switch what {
        case 0: columns.status = (columns.status ?? 0) + 1
        case 1: sections.what = .sealed(text: Array(#"{"detail":{}}"#.utf8), salt: .random())
        default: later = later.advanced(by: .seconds(1))
        }
        let event = SealedEvent(
            index: row.event.index,
            recordedAt: later,
            leaf: row.event.leaf,
            header: row.event.header,
            sections: sections
        )
        return LedgerEntry(event: event, columns: columns)
    }

    @Test func `names no more than a hundred, and counts the rest`() async throws {
        let (server, token) = try await self.server(300)
        await server.store.tamper(with: .default) { ledger in
            for place in 0..<300 {
                if let row = ledger.rows[place] { ledger.rows[place] = Self.tampered(row, 0) }
            }
        }
        let report = try await server.get("/api/activity/events/verify_integrity/", token: token)
        #expect(report.json["tampered"].number == 300)
        #expect(report.json["tampered_ids"].count == 100)
    }

    @Test func `believes no event under a head that is not signed`() async throws {
        let (server, token) = try await self.server(20)
        await server.store.tamper(with: .default) { ledger in
            ledger.head = LedgerHead(
                tenant: .default,
                recordedAt: ledger.head.recordedAt,
                frontier: ledger.head.frontier,
                tail: ledger.head.tail,
                note: nil
            )
        }
        let report = try await server.get("/api/activity/events/verify_integrity/", token: token)
        #expect(report.json["tampered"].number == 20)
    }

    @Test func `stops after so much, and says where to go on`() async throws {
        let (server, token) = try await self.server(1)
        var backend = server.backend
        let store = EndlessStore(server.store, [])
        backend.store = store
        let router = buildRouter(backend, server.configuration)
        let path = "/api/activity/events/verify_integrity/?outcome=denied"
        try await RouterClient.run(router) { client in
            let report = try await client.get(path, token: token)
            #expect(report.json["total"].number == 0)
            #expect(store.pages == ListIntegrity<TrailRequestContext>.mostSteps)
            let next = try #require(report.json["next"].text)
            #expect(next.contains("/verify_integrity/?outcome=denied&cursor="))
            #expect(report.link == "<\(next)>; rel=\"next\"")
            let more = try await client.get(TestServer.local(next), token: token)
            #expect(more.status == 200)
        }
    }

    @Test(arguments: ["page=1", "page_size=5", "ordering=datetime", "nonsense=1", "cursor=x"])
    func `takes no page and no unknown parameter`(query: String) async throws {
        let (server, token) = try await self.server(1)
        let path = "/api/activity/events/verify_integrity/?" + query
        #expect(try await server.get(path, token: token).status == 400)
    }

    @Test func `reads neighbouring rows together`() {
        #expect(RowCheck.runs([]).isEmpty)
        #expect(RowCheck.runs([1, 2, 3, 19, 40, 57]) == [1...19, 40...40, 57...57])
        #expect(RowCheck.runs([0, 16, 32]) == [0...32])
    }
}
