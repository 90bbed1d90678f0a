import Foundation
import Synchronization
import Testing

@Suite struct KilledServerTests {
    /// How often the server is killed; more on request.
    private static let rounds =
        ProcessInfo.processInfo.environment["TRAIL_TEST_ROUNDS"].flatMap { Int($0) } ?? 20

    /// What clients know about the events that they sent.
    private final class Ledger: Sendable {
        private let ids = Mutex<(acknowledged: Set<String>, open: Set<String>)>(([], []))

        var acknowledged: Set<String> { self.ids.withLock(\.acknowledged) }
        var open: Set<String> { self.ids.withLock(\.open) }

        func begin(_ id: String) { _ = self.ids.withLock { $0.open.insert(id) } }
        func acknowledge(_ id: String) {
            self.ids.withLock {
                $0.open.remove(id)
                $0.acknowledged.insert(id)
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `loses no acknowledged event and repeats none, however often it is killed`() async throws {
        let installation = try Installation()
        let token = try await installation.token(scope: "ingest")
        let ledger = Ledger()
        var random = SystemRandomNumberGenerator()
        for round in 0..<Self.rounds {
            let server = try await RunningServer(installation)
            await Self.repeatOpen(ledger, server.http, token)
            let before = ledger.acknowledged.count
            try await withThrowingTaskGroup(of: Void.self) { clients in
                for _ in 0..<4 {
                    clients.addTask { await Self.load(ledger, server.http, token) }
                }
                try await Task.sleep(for: .milliseconds(Int.random(in: 30...250, using: &random)))
                #expect(await server.stop(SIGKILL) == SIGKILL)
                try await clients.waitForAll()
            }
            // Beside the killed server's remains, before a new one has put them in order.
            try await Self.check(ledger, installation, round: round)
            #expect(ledger.acknowledged.count >= before)
        }
        let server = try await RunningServer(installation)
        await Self.repeatOpen(ledger, server.http, token)
        #expect(ledger.open.isEmpty)
        #expect(await server.stop() == 0)
        let events = try await installation.export(["--kind", "page"])
            .compactMap { $0["id"] }
        #expect(events.count == Set(events).count)
        #expect(Set(events) == ledger.acknowledged)
        #expect(ledger.acknowledged.count >= Self.rounds)
        #expect(try await installation.trail("verify").status == 0)
    }

    /// Every acknowledged event is there once, others at most once, and the ledger is intact.
    private static func check(
        _ ledger: Ledger,
        _ installation: Installation,
        round: Int
    ) async throws {
        let acknowledged = ledger.acknowledged
        let events = try await installation.export(["--kind", "page"])
            .compactMap { $0["id"] }
        #expect(events.count == Set(events).count, "round \(round)")
        #expect(acknowledged.subtracting(events).isEmpty, "round \(round)")
        #expect(Set(events).subtracting(acknowledged).isSubset(of: ledger.open), "round \(round)")
        let verified = try await installation.trail("verify")
        #expect(verified.status == 0, "round \(round): \(verified.output)\(verified.errors)")
    }

    /// Posts one event after the other until the server is gone.
    private static func load(_ ledger: Ledger, _ http: HTTPClient, _ token: String) async {
        while true {
            let id = UUID().uuidString.lowercased()
            ledger.begin(id)
            do {
                let status = try await Self.post(id, http, token)
                #expect(status == 201)
                ledger.acknowledge(id)
            } catch {
                return
            }
        }
    }

    /// Repeats what was never answered: it may be new or known, and is recorded afterwards.
    private static func repeatOpen(_ ledger: Ledger, _ http: HTTPClient, _ token: String) async {
        for id in ledger.open {
            let status = try? await Self.post(id, http, token)
            #expect(status == 200 || status == 201)
            if status != nil { ledger.acknowledge(id) }
        }
    }

    private static func post(_ id: String, _ http: HTTPClient, _ token: String) async throws -> Int
    {
        // The same text each time: a repetition with other content would be a conflict.
        let event =
            #"{"id":"\#(id)","kind":"page","occurred_at":"2026-01-02T03:04:05Z","#
            + #""what":{"detail":{"path":"/\#(id)"}}}"#
        return try await http.post(
            "/api/activity/events/",
            event,
            ["Authorization": "Bearer \(token)", "Content-Type": "application/json"]
        ).status
    }
}
