import InMemoryLogging
import Logging
import MetricsTestKit
import Synchronization
import Testing
import TrailTesting

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct EventRecorderSpoolTests {
    private static let away: ScriptedLedger.Script = { _, _ in
        throw TrailError(.storeUnavailable, "away")
    }

    @Test func `while the store is away events wait in the spool and callers are answered`()
        async throws
    {
        let spool = InMemorySpool()
        let fixture = RecorderFixture(ScriptedLedger(Self.away), spool: spool)
        try await fixture.run {
            fixture.recorder.record(.sample(0))
            for number in 1..<10 {
                let receipt = try await fixture.recorder.recordDurably(.sample(number))
                guard case .accepted = receipt else {
                    Issue.record("\(receipt) while the store is away")
                    return
                }
            }
            #expect(spool.events.map(\.number) == Array(0..<10))
            #expect(fixture.recorder.status.outage == nil, "nobody notices")
            #expect(fixture.recorder.status.spool?.events == 10)
            fixture.ledger.follow { _, _ in }
            try await eventually { fixture.ledger.numbers.count == 10 }
            let receipt = try await fixture.recorder.recordDurably(.sample(10))
            #expect(spool.events.isEmpty || receipt == .accepted(receipt.id))
        }
        #expect(fixture.ledger.numbers == Array(0...10), "in order, and nothing twice")
        #expect(fixture.total("trail_events_spooled_total") >= 10)
        #expect(fixture.total("trail_events_lost_total") == 0)
        #expect(fixture.total("trail_events_stored_total") == 11)
        #expect(try fixture.metrics.expectGauge("trail_spool_events").lastValue == 0)
        #expect(fixture.messages.last == "events are stored again")
    }

    @Test func `a shutdown leaves the rest in the spool and the next start drains it`()
        async throws
    {
        let spool = InMemorySpool()
        let first = RecorderFixture(ScriptedLedger(Self.away), spool: spool) {
            $0.retry = Backoff(first: .seconds(60), last: .seconds(60))
        }
        try await first.run {
            for number in 0..<25 { first.recorder.record(.sample(number)) }
        }
        #expect(first.total("trail_events_lost_total") == 0)
        #expect(spool.events.map(\.number) == Array(0..<25))
        let second = RecorderFixture(spool: spool)
        try await second.run {
            second.recorder.record(.sample(25))
            try await eventually { second.ledger.numbers.count == 26 }
        }
        #expect(second.ledger.numbers == Array(0..<26))
        #expect(spool.events.isEmpty)
    }

    @Test func `a full spool overloads callers and what nobody waits for is kept or counted`()
        async throws
    {
        let size = EncodedEvent.sample(0).byteCount
        let spool = InMemorySpool(limit: 5 * size)
        let fixture = RecorderFixture(ScriptedLedger(Self.away), spool: spool) {
            $0.buffer.events = 3
            $0.batch.events = 1
        }
        try await fixture.run {
            for number in 0..<5 {
                _ = try await fixture.recorder.recordDurably(.sample(number))
            }
            let error = await #expect(throws: TrailError.self) {
                try await fixture.recorder.recordDurably(.sample(5))
            }
            #expect(error?.code == .overloaded)
            for number in 6..<12 { fixture.recorder.record(.sample(number)) }
            #expect(fixture.total("trail_events_lost_total") == 3)
            fixture.ledger.follow { _, _ in }
            try await eventually { fixture.ledger.lossEvents.count == 1 }
        }
        #expect(fixture.ledger.numbers == [0, 1, 2, 3, 4, 6, 7, 8])
        let full = "events not spooled: the spool is full or its disk fails"
        #expect(fixture.messages.contains(full))
    }

    @Test func `an event that the store refuses is put aside on its way from the spool`()
        async throws
    {
        let spool = InMemorySpool()
        let fixture = RecorderFixture(ScriptedLedger(Self.away), spool: spool)
        try await fixture.run {
            for number in 0..<6 {
                _ = try await fixture.recorder.recordDurably(.sample(number))
            }
            fixture.ledger.follow { _, events in
                guard events.contains(where: { $0.number == 3 }) else { return }
                throw TrailError(.unstorable, "refused")
            }
            try await eventually { fixture.ledger.numbers.count == 5 }
        }
        #expect(fixture.ledger.numbers == [0, 1, 2, 4, 5])
        let letters = try await fixture.deadLetters.letters(limit: 10)
        #expect(letters.map(\.event.number) == [3])
    }

    @Test func `a process that dies between store and spool writes nothing twice`() async throws {
        let spool = InMemorySpool()
        _ = try await spool.append(EncodedEvent.samples(0..<10))
        let ledger = ScriptedLedger()
        // The store had the first seven; their removal from the spool was never written.
        _ = try await ledger.append(AppendRequest(Array(spool.events.prefix(7))))
        let fixture = RecorderFixture(ledger, spool: spool)
        try await fixture.run {
            try await eventually { ledger.numbers.count == 10 }
        }
        #expect(ledger.numbers == Array(0..<10))
        #expect(fixture.total("trail_events_repeated_total") == 7)
        #expect(spool.events.isEmpty)
    }

    @Test func `a wrong setting is said loudly and the events are kept`() async throws {
        let spool = InMemorySpool()
        let fixture = RecorderFixture(
            ScriptedLedger { _, _ in throw TrailError(.invalidConfiguration, "no such token") },
            spool: spool
        )
        try await fixture.run {
            _ = try await fixture.recorder.recordDurably(.sample(0))
            try await eventually { fixture.ledger.attempts.count > 3 }
        }
        #expect(fixture.log.entries.map(\.level) == [.critical], "once, not once a try")
        #expect(spool.events.map(\.number) == [0])
    }

    @Test(arguments: 0..<12) func `any interleaving of failures stores each event once, in order`(
        seed: Int
    ) async throws {
        let random = Mutex(SeededGenerator(seed: UInt64(seed)))
        let isQuiet = Mutex(false)
        let spool = InMemorySpool()
        // Half of the attempts fail, some of these after the events were stored.
        let ledger = ScriptedLedger()
        let flaky = FlakyWriter(ledger) {
            guard !isQuiet.withLock({ $0 }) else { return .none }
            let draw = random.withLock { Int.random(in: 0..<4, using: &$0) }
            return [.none, .before, .none, .after][draw]
        }
        var configuration = RecordingConfiguration()
        configuration.retry = Backoff(first: .microseconds(100), last: .milliseconds(1))
        configuration.batch.events = 3
        configuration.batch.delay = .zero
        // A killed recorder is followed by another one on the same spool.
        for turn in 0..<3 {
            let recorder = EventRecorder(
                store: flaky,
                configuration: configuration,
                clock: FixedClock(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                spool: spool
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await recorder.run() }
                for number in turn * 40..<(turn + 1) * 40 {
                    _ = try await recorder.recordDurably(.sample(number))
                }
                group.cancelAll()
            }
        }
        isQuiet.withLock { $0 = true }
        let last = RecorderFixture(ledger, spool: spool)
        try await last.run { try await eventually { ledger.numbers.count == 120 } }
        #expect(ledger.numbers == Array(0..<120))
        #expect(spool.events.isEmpty)
    }
}

/// Fails before or after another writer has done its work.
private struct FlakyWriter: LedgerWriter {
    enum Fault {
        case none, before, after
    }

    let writer: ScriptedLedger
    let fault: @Sendable () -> Fault

    init(_ writer: ScriptedLedger, _ fault: @escaping @Sendable () -> Fault) {
        self.writer = writer
        self.fault = fault
    }

    func append(_ request: AppendRequest) async throws -> AppendResult {
        let fault = self.fault()
        if fault == .before { throw TrailError(.storeUnavailable, "away") }
        let result = try await self.writer.append(request)
        if fault == .after { throw TrailError(.storeUnavailable, "the answer was lost") }
        return result
    }
}
