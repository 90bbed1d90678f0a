import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct DestinationCheckTests {
    private static let path = DestinationFixture.path

    private static func with(
        _ fixture: DestinationFixture,
        _ body: @Sendable (TestClient, HTTPFields, String) async throws -> Void
    ) async throws {
        try await fixture.run { client, cookie in
            let made = try await client.post(Self.path, DestinationFixture.whole, cookie)
            try await body(client, cookie, Self.path + (made.json["id"].text ?? ""))
        }
    }

    @Test(arguments: ["health_check", "health-check", "health_check/"])
    func `tells and keeps that a destination is well`(spelling: String) async throws {
        let fixture = try DestinationFixture()
        try await Self.with(fixture) { client, cookie, path in
            let answer = try await client.send(.post, "\(path)/\(spelling)", cookie)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.json["healthy"].flag == true)
            #expect(answer.json["error"] == .null)
            #expect(answer.text.contains(#""latency_ms":"#))
            #expect(answer.json["latency_ms"] != .null)
            #expect(answer.json["checked_at"].text == "2026-11-21T02:38:40.118744Z")
            #expect(answer.json["name"].text == "logs-1")
            #expect(answer.json["engine"].text == "postgresql")
            let shown = try await client.get(path, cookie)
            #expect(shown.json["is_healthy"].flag == true)
            #expect(shown.json["last_health_check"].text == "2026-11-21T02:38:40.118744Z")
        }
        let target = try #require(fixture.engine.targets.first)
        #expect(target.address == IPAddress("192.0.2.7"))
        #expect(target.username == "trail")
        #expect(target.password == "hunter2")
    }

    @Test func `says nothing of what a driver says`() async throws {
        let fixture = try DestinationFixture(.fail(TalkativeError()))
        try await Self.with(fixture) { client, cookie, path in
            for name in ["health_check", "test_connection"] {
                let answer = try await client.send(.post, "\(path)/\(name)/", cookie)
                #expect(answer.status == 200)
                #expect(answer.json["healthy"].flag == false)
                #expect(answer.json["error"].text == "The database cannot be used.")
                #expect(answer.json["latency_ms"] == .null)
                #expect(!answer.text.contains("hunter2") && !answer.text.contains("/srv"))
            }
            let shown = try await client.get(path, cookie)
            #expect(shown.json["health_error"].text == "The database cannot be used.")
            fixture.engine.follow(.fail(DestinationFault("There is no such database.")))
            let answer = try await client.send(.post, "\(path)/health_check", cookie)
            #expect(answer.json["error"].text == "There is no such database.")
        }
    }

    @Test func `gives up on a database that does not answer`() async throws {
        let fixture = try DestinationFixture(.hang, limit: .milliseconds(20))
        try await Self.with(fixture) { client, cookie, path in
            let answer = try await client.send(.post, "\(path)/health_check", cookie)
            #expect(answer.json["healthy"].flag == false)
            #expect(answer.json["error"].text?.contains("no answer") == true)
        }
    }

    @Test func `looks at a few at a time, and at others later`() async throws {
        let fixture = try DestinationFixture(.hang, limit: .milliseconds(300), atMost: 2)
        try await Self.with(fixture) { client, cookie, path in
            let statuses = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<5 {
                    group.addTask { try await client.send(.post, "\(path)/health_check", cookie) }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1.status) }
            }
            #expect(statuses.sorted() == [200, 200, 429, 429, 429])
            fixture.engine.follow(.answer)
            let later = try await client.send(.post, "\(path)/health_check", cookie)
            #expect(later.json["healthy"].flag == true)
        }
    }

    @Test func `connects to no address that a name leads to unallowed`() async throws {
        let fixture = try DestinationFixture()
        try await Self.with(fixture) { client, cookie, path in
            let answer = try await client.post(
                path + "/test_connection/",
                #"{"host":"evil.example.com"}"#,
                cookie
            )
            #expect(answer.status == 200)
            #expect(answer.json["healthy"].flag == false)
            #expect(answer.json["error"].text?.contains("allowed-hosts") == true)
        }
        #expect(fixture.engine.targets.isEmpty)
    }

    @Test func `tests what a body says, keeps nothing and lends no password`() async throws {
        let fixture = try DestinationFixture()
        try await Self.with(fixture) { client, cookie, path in
            let same = try await client.post(
                path + "/test-connection",
                DestinationFixture.whole,
                cookie
            )
            #expect(same.json["healthy"].flag == true, "\(same.text)")
            _ = try await client.post(path + "/test-connection", #"{"host":"::1"}"#, cookie)
            let refused = try await client.post(
                path + "/test_connection",
                #"{"host":"other.example.com"}"#,
                cookie
            )
            #expect(refused.status == 400)
            let shown = try await client.get(path, cookie)
            #expect(shown.json["host"].text == "db.example.com")
            #expect(shown.json["last_health_check"] == .null)
        }
        #expect(fixture.engine.targets.map(\.password) == ["hunter2", nil])
        #expect(fixture.engine.targets.last?.address == IPAddress("::1"))
    }
}
