import Foundation
import Testing

/// The dashboard's numbers while events go into an archive and come back.
@Suite struct ArchivedFiguresTests {
    private typealias Members = [String: Any]

    /// The numbers of a time, from a server that runs for as long as it takes to ask.
    private static func numbers(
        _ installation: Installation,
        _ token: String,
        _ window: String
    ) async throws -> String {
        let server = try await RunningServer(installation)
        let answer = try await server.http.get(
            "/api/activity/dashboard/?interval=day&\(window)",
            ["Authorization": "Bearer \(token)"]
        )
        #expect(answer.status == 200, "\(answer.body)")
        #expect(await server.stop() == 0)
        return answer.body
    }

    private static func members(_ text: String) throws -> Members {
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Members ?? [:]
    }

    /// Counts everything one by one.
    private static func count(_ installation: Installation) async throws -> [String: Int] {
        let output = "\(UUID().uuidString).ndjson"
        let done = try await installation.trail("export", "--output", output)
        #expect(done.status == 0)
        let text = try String(contentsOf: installation.file(output), encoding: .utf8)
        var counts: [String: Int] = [:]
        var addresses: Set<String> = []
        for line in text.split(separator: "\n") {
            let event = try Self.members(String(line))
            counts["total_events", default: 0] += 1
            if let kind = event["kind"] as? String { counts["\(kind)_events", default: 0] += 1 }
            if let outcome = event["outcome"] as? String { counts[outcome, default: 0] += 1 }
            if let address = event["remote_ip"] as? String { addresses.insert(address) }
            if let address = event["ip_address"] as? String { addresses.insert(address) }
            guard let status = event["response_status"] as? Int ?? event["status"] as? Int,
                event["kind"] as? String == "request", status >= 400
            else { continue }
            counts["errors", default: 0] += 1
        }
        counts["unique_ips"] = addresses.count
        return counts
    }

    @Test func `are the same before events are archived and after they are back`() async throws {
        let installation = try Installation()
        let demo = ["demo", "--events", "3000", "--days", "30", "--seed", "7"]
        #expect(try await installation.trail(demo).status == 0)
        let token = try await installation.token(scope: "read")
        // The first start makes a user, which is an event.
        let first = try await RunningServer(installation)
        #expect(await first.stop() == 0)
        try await Task.sleep(for: .milliseconds(1_100))
        let day = ISO8601DateFormatter()
        let now = Date()
        let window =
            "date_from=\(day.string(from: now.addingTimeInterval(-40 * 86_400)))"
            + "&date_to=\(day.string(from: now))"
        // What happens from here on is later than the window.
        try await Task.sleep(for: .milliseconds(1_100))
        let counted = try await Self.count(installation)
        let before = try await Self.numbers(installation, token, window)
        let shown = try Self.members(before)
        let outcomes = shown["outcomes"] as? Members ?? [:]
        for (name, count) in counted {
            #expect((shown[name] ?? outcomes[name]) as? Int == count, "\(name)")
        }
        #expect(counted.count > 9, "\(counted)")
        let cleaned = try await installation.trail(
            "cleanup",
            "--days",
            "12",
            "--retention-archive",
            "archive"
        )
        #expect(cleaned.status == 0, "\(cleaned.errors)")
        let without = try Self.members(try await Self.numbers(installation, token, window))
        let folder = installation.file("archive").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 1)
        let total = try #require(shown["total_events"] as? Int)
        #expect(try #require(without["total_events"] as? Int) < total - 100)
        let back = try await installation.trail("import", "--archive", "archive/\(names[0])")
        #expect(back.status == 0, "\(back.errors)")
        #expect(try await Self.numbers(installation, token, window) == before)
        #expect(try await installation.trail("verify").status == 0)
    }
}
