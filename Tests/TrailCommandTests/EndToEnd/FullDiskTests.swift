import Foundation
import Logging
import Testing
import Trail
import TrailSQLite

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

    @Test(.enabled(if: SmallDisk.isPossible, Self.room))
    func `tells, with the count, what found no room while nobody waited`() async throws {
        let disk = try SmallDisk(megabytes: 12)
        let key = try LedgerKey.generate(name: "full.example")
        let clock = SystemWallClock()
        let store = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: disk.folder.appendingPathComponent("trail.sqlite").path),
            sealer: Sealer(key: key, serverName: key.name, clock: clock, memory: nil)
        )
        var configuration = RecordingConfiguration()
        configuration.buffer.events = 100
        configuration.batch.events = 10
        let recorder = EventRecorder(
            store: store,
            configuration: configuration,
            clock: clock,
            logger: Logger(label: "full") { _ in SwiftLogNoOpLogHandler() },
            deadLetters: store
        )
        try disk.fill(leaving: 200_000, as: "filler")
        let offered = 1_000
        for _ in 0..<offered { recorder.record(Self.large) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await recorder.run() }
            // The disk is full, the buffer too: whatever comes is lost.
            try await Task.sleep(for: .seconds(1))
            let before = try await Self.told(store)
            #expect(before.recorded < 100)
            for _ in 0..<offered { recorder.record(Self.large) }
            let filler = disk.folder.appendingPathComponent("filler")
            try FileManager.default.removeItem(at: filler)
            // A loss may be told in parts: that of the buffer before, that of the disk after.
            for _ in 0..<300 {
                let told = try await Self.told(store)
                if told.recorded + told.lost == 2 * offered { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            group.cancelAll()
        }
        let told = try await Self.told(store)
        #expect(told.recorded >= 100)
        #expect(told.lost > offered)
        #expect(told.recorded + told.lost == 2 * offered)
        try store.close()
    }

    private static var large: Event.Draft {
        var draft = Event.Draft(.action(ActionDetail(.create)))
        draft.metadata = ["remarks": .string(String(repeating: "0123456789abcdef", count: 500))]
        return draft
    }

    /// How many events are in the ledger, and how many it says were lost.
    private static func told(
        _ store: SQLiteEventStore
    ) async throws -> (recorded: Int, lost: Int) {
        var recorded = 0
        var lost = 0
        var from: UInt64? = 0
        while let start = from {
            let page = try await store.entries(
                EntriesRequest(tenant: .default, from: start, upTo: .max, limit: 500)
            )
            for entry in page.entries {
                if entry.event.header.action.name == "recording.events_lost" {
                    let text = String(
                        decoding: entry.event.sections.what?.text ?? [],
                        as: UTF8.self
                    )
                    let figure = try #require(text.firstMatch(of: /"count":([0-9]+)/))
                    lost += try #require(Int(figure.output.1))
                } else {
                    recorded += 1
                }
            }
            from = page.next
        }
        return (recorded, lost)
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
