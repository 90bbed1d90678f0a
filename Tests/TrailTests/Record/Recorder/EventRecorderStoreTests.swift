import Logging
import ServiceLifecycleTestKit
import Testing
import TrailTesting

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct EventRecorderStoreTests {
    @Test func `what many callers record makes a ledger that verifies`() async throws {
        let bench = try await VerifierBench(events: 0)
        var configuration = RecordingConfiguration()
        configuration.batch.events = 37
        let recorder = EventRecorder(
            store: bench.store,
            configuration: configuration,
            clock: bench.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let receipts = try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await recorder.run() }
                let receipts = try await Self.record(100, with: recorder)
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
                return receipts
            }
        }
        let head = try #require(await bench.store.head(of: .default))
        #expect(head.size == 200)
        #expect(Set(receipts).count == 100)
        let report = try await bench.verify()
        #expect(report.isIntact)
    }

    /// Records twice `count` events at once, half of them durably.
    private static func record(
        _ count: Int,
        with recorder: EventRecorder
    ) async throws -> [Receipt] {
        try await withThrowingTaskGroup(of: Receipt.self) { group in
            for number in 0..<count {
                group.addTask {
                    recorder.record(.sample(number))
                    return try await recorder.recordDurably(.sample(number))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
