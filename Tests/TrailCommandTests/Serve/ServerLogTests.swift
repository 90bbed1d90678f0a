import Logging
import Testing
import Trail
import TrailTesting

@testable import TrailCommand

@Suite(.timeLimit(.minutes(1)))
struct ServerLogTests {
    /// What is recorded of what `log` logs.
    private func recorded(
        capturing: CaptureConfiguration = CaptureConfiguration(),
        _ log: (Logger) -> Void
    ) async throws -> [String] {
        let key = try LedgerKey.generate(name: "a.example")
        let clock = SystemWallClock()
        let store = InMemoryEventStore(
            sealer: Sealer(key: key, serverName: key.name, clock: clock, memory: nil),
            clock: clock
        )
        let recorder = EventRecorder(
            store: store,
            capturing: capturing,
            clock: clock,
            logger: Logger(label: "trail") { _ in SwiftLogNoOpLogHandler() }
        )
        let capture = LogCapture(recorder)
        log(
            Logger(label: "trail") { _ in
                ServerLog.handler(writing: SwiftLogNoOpLogHandler(), into: capture)
            }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await recorder.run() }
            // Sealed in order: what was logged before is there when this is.
            _ = try await recorder.recordDurably(Event.Draft(.page(PageDetail(path: "/"))))
            group.cancelAll()
        }
        let request = EntriesRequest(tenant: .default, from: 0, upTo: .max, limit: .max)
        return await store.entries(request).entries.map(\.event)
            .filter { $0.header.kind == .system }
            .map { String(decoding: $0.sections.what?.text ?? [], as: UTF8.self) }
    }

    @Test func `error and critical lines of the server are recorded`() async throws {
        let events = try await self.recorded { logger in
            logger.info("starting")
            logger.error("a connection could not be set up")
            logger.critical("no sockets are left")
            logger.error("request failed", metadata: ["trail.problem": "failure"])
        }
        #expect(events.count == 2)
        #expect(events[0].contains("a connection could not be set up"))
        #expect(events[0].contains(#""category":"server""#))
        #expect(events[1].contains(#""severity":"CRITICAL""#))
    }

    @Test func `none are where capture.system is off`() async throws {
        let capturing = try CaptureConfiguration(environment: ["TRAIL_CAPTURE_SYSTEM": "false"])
        #expect(try await self.recorded(capturing: capturing) { $0.error("no") }.isEmpty)
    }
}
