import Testing
import Trail
import TrailServer
import TrailTesting

@Suite struct ListCursorTests {
    @Test(arguments: 0..<12)
    func `leads through a list and back, each event once`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let server = try TestServer()
        try await server.fill(150, seed: seed)
        let token = try await server.token([.read])
        let filters = [
            "", "&user=alice", "&remote_ip=192.0.2.0/24", "&outcome=success", "&last_hours=1",
            "&kind=request,login", "&date_from=2026-11-21",
        ]
        let orders = [
            "", "&ordering=datetime", "&ordering=ledger_index", "&ordering=-ledger_index",
        ]
        let filter = filters.randomElement(using: &random) ?? ""
        let order = orders.randomElement(using: &random) ?? ""
        let size = Int.random(in: 1...40, using: &random)
        let path = "/api/activity/events/?page_size="
        let all = try await server.get(path + "1000\(filter)\(order)", token: token)
        #expect(Set(all.ids).count == all.ids.count)

        var pages: [Answer] = []
        var url: String? = path + "\(size)\(filter)\(order)"
        while let page = url {
            pages.append(try await server.get(page, token: token))
            url = pages.last?.json["next"].text.map(TestServer.local)
        }
        #expect(pages.flatMap(\.ids) == all.ids)
        #expect(pages.dropLast().allSatisfy { $0.ids.count == size })

        var back: [String] = []
        url = pages.last?.json["previous"].text.map(TestServer.local)
        while let page = url {
            let answer = try await server.get(page, token: token)
            back = answer.ids + back
            url = answer.json["previous"].text.map(TestServer.local)
        }
        #expect(back + (pages.last?.ids ?? []) == all.ids)
    }

    @Test(arguments: [
        "user=bob&ordering=datetime", "ordering=datetime", "user=alice",
        "user=alice&outcome=denied",
        "user=alice&ordering=-datetime", "user=alice&ordering=datetime&last_hours=1",
    ])
    func `is refused with other filters or another ordering`(query: String) async throws {
        let server = try TestServer()
        try await server.fill(80)
        let token = try await server.token([.read])
        let list = "/api/activity/events/?"
        let first = try await server.get(
            list + "user=alice&ordering=datetime&page_size=1",
            token: token
        )
        let next = try #require(first.json["next"].text)
        let cursor = try #require(next.split(separator: "cursor=").last)
        let other = try await server.get(list + "\(query)&cursor=\(cursor)", token: token)
        #expect(other.status == 400)
        #expect(other.errors.keys.sorted() == ["cursor"])
        let same = "user_id=alice&cursor=\(cursor)&page_size=7&ordering=datetime"
        #expect(try await server.get(list + same, token: token).status == 200)
    }

    @Test func `takes any bytes without harm`() async throws {
        let server = try TestServer()
        try await server.fill(20)
        let token = try await server.token([.read])
        var random = SeededGenerator(seed: 5)
        let request = try EventListRequest(
            parameters: [("last_hours", "24")],
            kind: nil,
            tenant: .default,
            now: TestServer.now
        )
        for _ in 0..<200 {
            let place = EventCursor(
                time: Timestamp(microseconds: .random(in: .min ... .max, using: &random)),
                index: .random(in: 0 ... .max, using: &random),
                direction: Bool.random(using: &random) ? .forward : .backward,
                ledgerSize: .random(in: 0 ... .max, using: &random)
            )
            var cursor = request.cursor(at: place)
            cursor.askedAt = Timestamp(microseconds: .random(in: .min ... .max, using: &random))
            for ordering in ["", "&ordering=method"] {
                let path = "/api/activity/events/?last_hours=24&cursor=\(cursor.text)\(ordering)"
                let answer = try await server.get(path, token: token)
                #expect(answer.status == 200 || answer.status == 400)
            }
        }
    }
}
