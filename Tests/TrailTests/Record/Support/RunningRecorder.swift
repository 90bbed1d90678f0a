import InMemoryLogging
import Logging
import MetricsTestKit
import ServiceLifecycle
import ServiceLifecycleTestKit
import Testing

@testable import Trail

/// A recorder with everything that a test looks at.
struct RecorderFixture {
    let ledger: ScriptedLedger
    let log = InMemoryLogHandler()
    let metrics = TestMetrics()
    let deadLetters = InMemoryDeadLetters()
    let recorder: EventRecorder

    init(
        _ ledger: ScriptedLedger = ScriptedLedger(),
        enrichers: [any Enricher] = [],
        leakGuard: LeakGuard? = .standard,
        capturing: CaptureConfiguration = CaptureConfiguration(),
        losses: sending LossRecord? = nil,
        keepsDeadLetters: Bool = true,
        spool: (any Spool)? = nil,
        sequence: SourceSequence? = nil,
        _ configure: (inout RecordingConfiguration) -> Void = { _ in }
    ) {
        var configuration = RecordingConfiguration()
        configuration.retry = Backoff(first: .milliseconds(1), last: .milliseconds(5))
        configuration.batch.delay = .zero
        configuration.lossDelay = .zero
        configure(&configuration)
        let log = self.log
        self.ledger = ledger
        self.recorder = EventRecorder(
            store: ledger,
            enrichers: enrichers,
            leakGuard: leakGuard,
            configuration: configuration,
            capturing: capturing,
            clock: FixedClock(),
            logger: Logger(label: "test") { _ in log },
            metrics: RecordingMetrics(factory: self.metrics),
            losses: losses,
            deadLetters: keepsDeadLetters ? self.deadLetters : nil,
            spool: spool,
            sequence: sequence
        )
    }

    /// Runs the recorder while `body` runs, then shuts it down and waits for its end.
    func run<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.recorder.run() }
                let value = try await body()
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
                return value
            }
        }
    }

    /// What a counter has come to; 0 where it never counted.
    func total(_ label: String) -> Int64 {
        self.metrics.counterTotal(label: label)
    }

    /// The messages of the log.
    var messages: [String] { self.log.entries.map { "\($0.message)" } }
}

/// Waits until `condition` holds; thirty seconds are a failure.
func eventually(
    _ condition: () -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while !condition() {
        guard ContinuousClock.now < end else {
            Issue.record("it never came true", sourceLocation: sourceLocation)
            return
        }
        try await Task.sleep(for: .milliseconds(1))
    }
}
