import Foundation
import Testing

@Suite struct FullDiskTests {
    private static let room: Comment =
        "SKIPPED: a full disk is only tested where a small file system may be mounted (Linux, root)"

    @Test(.enabled(if: SmallDisk.isPossible, Self.room))
    func `answers problems on a full disk and goes on once there is room`() async throws {
        let disk = try SmallDisk(megabytes: 12)
        let installation = try Installation()
        let places = [
            "--store-url", "sqlite:\(disk.folder.path)/trail.sqlite",
            "--signing-key", "\(disk.folder.path)/trail.key",
        ]
        let token = try await installation.token(scope: "ingest", places)
        let server = try await RunningServer(installation, places)
        #expect(try await Self.post(server, token).status == 201)
        try disk.fill(leaving: 1_000_000, as: "filler")
        var recorded = 1
        var refusal: HTTPClient.Answer?
        while refusal == nil, recorded < 500 {
            let answer = try await Self.post(server, token)
            if answer.status == 201 { recorded += 1 } else { refusal = answer }
        }
        let problem = try #require(refusal)
        #expect(problem.status == 507 || problem.status == 503)
        #expect(problem.headers["content-type"] == "application/problem+json")
        #expect(server.isRunning)
        #expect(try await server.http.get("/health/live").status == 200)
        try FileManager.default.removeItem(at: disk.folder.appendingPathComponent("filler"))
        recorded += try await Self.resume(server, token)
        #expect(await server.stop() == 0)
        let verified = try await installation.trail(["verify"] + places)
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
        let events = try await installation.export(places)
        #expect(events.filter { $0["kind"] == "action" }.count == recorded)
    }

    /// Posts until an event is taken again; how many were.
    private static func resume(_ server: RunningServer, _ token: String) async throws -> Int {
        for _ in 0..<50 {
            let answer = try await Self.post(server, token)
            if answer.status == 201 { return 1 }
            #expect(answer.status == 507 || answer.status == 503)
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("The server takes no events any more: \(server.log)")
        return 0
    }

    private static func post(
        _ server: RunningServer,
        _ token: String
    ) async throws -> HTTPClient.Answer {
        let remarks = String(repeating: "0123456789abcdef", count: 500)
        let event =
            #"{"kind":"action","what":{"detail":"#
            + #"{"action_type":"Create","remarks":"\#(remarks)"}}}"#
        return try await server.http.post(
            "/api/activity/events/",
            event,
            ["Authorization": "Bearer \(token)", "Content-Type": "application/json"]
        )
    }
}
