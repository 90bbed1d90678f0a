import Foundation
import Testing

@Suite struct StreamTests {
    /// The indices of the events in an answer, in its order.
    private func indices(_ body: String) -> [Int] {
        body.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("data: ") }
            .compactMap { line in
                line.firstMatch(of: /"ledger_index":(\d+)/).flatMap { Int($0.1) }
            }
    }

    @Test func `replays a store as its lists have it, also after a restart`() async throws {
        let installation = try Installation()
        let demo = try await installation.trail("demo", "--events", "3000", "--seed", "1")
        #expect(demo.status == 0)
        let made = try await installation.trail("token", "create", "--name", "r", "--scope", "read")
        let token = ["Authorization": "Bearer \(try #require(made.lines.first))"]
        let stream = "/api/activity/stream/?follow=0&after="
        let server = try await RunningServer(installation)
        let all = try await server.http.get(stream + "start", token)
        #expect(all.status == 200)
        let indices = self.indices(all.body)
        #expect(indices.count >= 3_000)
        #expect(indices == Array(0..<indices.count))
        for filter in ["kind=login", "kind=request&method=GET", "country__icontains=an"] {
            let streamed = try await server.http.get("\(stream)start&\(filter)", token)
            let listed = try await server.http.get(
                "/api/activity/events/?ordering=ledger_index&page_size=1000&\(filter)",
                token
            )
            let expected = listed.body.matches(of: /"ledger_index":(\d+)/).compactMap { Int($0.1) }
            #expect(!expected.isEmpty)
            #expect(Array(self.indices(streamed.body).prefix(1_000)) == expected)
        }
        #expect(await server.stop() == 0)
        let again = try await RunningServer(installation)
        let rest = try await again.http.get(stream + "2000", token)
        #expect(self.indices(rest.body) == Array(2_001..<indices.count))
        #expect(await again.stop() == 0)
    }

    @Test func `are switched off by a setting`() async throws {
        let installation = try Installation()
        let made = try await installation.trail("token", "create", "--name", "r", "--scope", "read")
        let token = ["Authorization": "Bearer \(try #require(made.lines.first))"]
        let server = try await RunningServer(installation, ["--stream-enabled", "false"])
        for path in ["/api/activity/stream/", "/ws/activity/"] {
            #expect(try await server.http.get(path, token).status == 404)
        }
        #expect(await server.stop() == 0)
    }
}
