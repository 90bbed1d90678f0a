import Testing
import Trail
import TrailServer

@Suite struct PartialListTests {
    /// A server with sample events, and a token that reads.
    private func server() async throws -> (TestServer, token: String) {
        let server = try TestServer()
        try await server.fill(600)
        return (server, try await server.token([.read]))
    }

    /// The events of `kind` whose flat view passes `test`, newest first, as the whole list has them.
    private func expected(
        _ kind: String,
        _ server: TestServer,
        _ token: String,
        _ test: (JSON) -> Bool
    ) async throws -> [String] {
        let list = try await server.get(
            "/api/activity/\(kind)-events/?page_size=1000",
            token: token
        )
        return list.json["results"].elements.filter(test).compactMap { $0["id"].text }
    }

    @Test(arguments: ["failed_logins", "failed-logins"])
    func `lists logins that failed`(name: String) async throws {
        let (server, token) = try await self.server()
        let failed = try await self.expected("login", server, token) {
            $0["login_type"].number == 2
        }
        #expect(!failed.isEmpty)
        let path = "/api/activity/login-events/\(name)"
        #expect(try await server.walk(path + "/?page_size=4", token: token) == failed)
        let narrowed = try await server.get(path + "?username=alice", token: token)
        let alice = try await self.expected("login", server, token) {
            $0["login_type"].number == 2 && $0["username"].text == "alice"
        }
        #expect(narrowed.ids == alice)
        #expect(narrowed.json["count"].number == Int64(alice.count))
        #expect(try await server.get(path + "?login_type=0", token: token).ids.isEmpty)
    }

    @Test(arguments: [("", 1_000.0), ("?threshold_ms=20", 20), ("?threshold_ms=2500.5", 2_500.5)])
    func `lists exchanges that took long`(query: String, threshold: Double) async throws {
        let (server, token) = try await self.server()
        let slow = try await self.expected("request", server, token) { event in
            switch event["response_time_ms"] {
            case .integer(let time): Double(time) >= threshold
            case .double(let time): time >= threshold
            default: false
            }
        }
        for name in ["slow_requests/", "slow-requests"] {
            let path = "/api/activity/request-events/\(name)\(query)"
            #expect(try await server.walk(path, token: token) == slow)
        }
        if threshold == 20 { #expect(!slow.isEmpty) }
    }

    @Test(arguments: ["abc", "", "-1", "1e3", "1e400", "nan", "86400001", "0x1", "1.2.3"])
    func `refuses a threshold that makes no sense`(value: String) async throws {
        let (server, token) = try await self.server()
        let path = "/api/activity/request-events/slow_requests/?threshold_ms="
        let answer = try await server.get(path + value, token: token)
        #expect(answer.status == 400)
        #expect(answer.errors.keys.sorted() == ["threshold_ms"])
        let twice = try await server.get(path + "1&threshold_ms=2", token: token)
        #expect(twice.errors["threshold_ms"] == "It is given twice.")
        let elsewhere = try await server.get(
            "/api/activity/request-events/?threshold_ms=1",
            token: token
        )
        #expect(elsewhere.status == 400)
    }

    @Test func `lists what is critical, and nothing less`() async throws {
        let (server, token) = try await self.server()
        let critical = try await self.expected("system", server, token) {
            $0["severity"].text == "CRITICAL"
        }
        #expect(!critical.isEmpty)
        let path = "/api/activity/system-events/critical/"
        #expect(try await server.walk(path + "?page_size=3", token: token) == critical)
        #expect(try await server.get(path + "?severity=ERROR", token: token).ids.isEmpty)
    }

    @Test func `does not take the cursors of the whole list`() async throws {
        let (server, token) = try await self.server()
        let whole = "/api/activity/request-events/"
        let first = try await server.get(whole + "?page_size=2", token: token)
        let next = try #require(first.json["next"].text)
        let cursor = try #require(next.split(separator: "cursor=").last)
        for path in ["slow_requests/?", "slow_requests/?threshold_ms=2&"] {
            let answer = try await server.get(whole + path + "cursor=\(cursor)", token: token)
            #expect(answer.status == 400)
            #expect(answer.errors.keys.sorted() == ["cursor"])
        }
    }
}
