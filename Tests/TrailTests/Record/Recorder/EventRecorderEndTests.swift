import Testing

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct EventRecorderEndTests {
    @Test func `a graceful shutdown writes everything that was taken in`() async throws {
        let gate = Gate()
        let fixture = RecorderFixture(ScriptedLedger { _, _ in await gate.pass() }) {
            $0.batch.events = 7
            $0.batch.delay = .seconds(60)
        }
        try await fixture.run {
            for number in 0..<100 {
                fixture.recorder.record(.sample(number))
            }
            gate.open()
        }
        #expect(fixture.ledger.numbers == Array(0..<100))
    }

    @Test func `after the end every call is closed`() async throws {
        let fixture = RecorderFixture()
        try await fixture.run {}
        fixture.recorder.record(.sample(1))
        let error = await #expect(throws: TrailError.self) {
            try await fixture.recorder.recordDurably(.sample(2))
        }
        #expect(error?.code == .closed)
        #expect(fixture.ledger.sealed.isEmpty)
        #expect(fixture.total("trail_events_lost_total") == 1)
        let again = await #expect(throws: TrailError.self) { try await fixture.recorder.run() }
        #expect(again?.code == .closed)
    }

    @Test func `a recorder that nobody runs answers all the same`() async throws {
        let fixture = RecorderFixture { $0.patience = .milliseconds(5) }
        let error = await #expect(throws: TrailError.self) {
            try await fixture.recorder.recordDurably(.sample(1))
        }
        #expect(error?.code == .storeUnavailable)
    }

    @Test func `a caller that is early waits for the service to begin`() async throws {
        let fixture = RecorderFixture()
        let caller = Task { try await fixture.recorder.recordDurably(.sample(1)) }
        try await Task.sleep(for: .milliseconds(5))
        try await fixture.run {
            _ = try await caller.value
        }
        #expect(fixture.ledger.numbers == [1])
    }

    @Test func `a caller that is cancelled before the service begins is told so`() async throws {
        let fixture = RecorderFixture { $0.patience = .seconds(3_600) }
        let caller = Task { try await fixture.recorder.recordDurably(.sample(1)) }
        try await Task.sleep(for: .milliseconds(5))
        caller.cancel()
        await #expect(throws: CancellationError.self) { try await caller.value }
        try await fixture.run {}
        #expect(fixture.ledger.numbers.isEmpty)
    }

    @Test func `cancelling the service answers whoever waits`() async throws {
        let fixture = RecorderFixture(
            ScriptedLedger { _, _ in try await Task.sleep(for: .seconds(3_600)) }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await fixture.recorder.run() }
            let answers = try await withThrowingTaskGroup(of: TrailError.Code?.self) { callers in
                for number in 0..<10 {
                    callers.addTask {
                        do {
                            _ = try await fixture.recorder.recordDurably(.sample(number))
                            return nil
                        } catch let error as TrailError {
                            return error.code
                        }
                    }
                }
                try await eventually { fixture.total("trail_events_accepted_total") == 10 }
                fixture.recorder.record(.sample(10))
                group.cancelAll()
                return try await callers.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count == 10)
            #expect(answers.allSatisfy { $0 == .closed || $0 == .storeUnavailable })
        }
        #expect(fixture.total("trail_events_lost_total") == 1)
        #expect(fixture.ledger.sealed.isEmpty)
    }

    @Test func `cancelling a service that sleeps ends it`() async throws {
        let fixture = RecorderFixture()
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await fixture.recorder.run() }
            _ = try? await fixture.recorder.recordDurably(.sample(1))
            group.cancelAll()
        }
        #expect(!fixture.recorder.status.isRunning)
        #expect(fixture.ledger.numbers == [1])
    }

    @Test func `a shutdown does not wait for ever for a store that is away`() async throws {
        let fixture = RecorderFixture(
            ScriptedLedger { _, _ in throw TrailError(.storeUnavailable, "away") }
        ) { $0.patience = .milliseconds(20) }
        try await fixture.run {
            fixture.recorder.record(.sample(1))
            fixture.recorder.record(.sample(2))
        }
        #expect(fixture.total("trail_events_lost_total") == 2)
        #expect(fixture.messages.last == "events lost at the end: the store was away")
    }

    @Test func `a caller that is cancelled beforehand records nothing`() async throws {
        let fixture = RecorderFixture()
        try await fixture.run {
            let gate = Gate()
            let caller = Task {
                await gate.pass()
                return try await fixture.recorder.recordDurably(.sample(1))
            }
            caller.cancel()
            gate.open()
            await #expect(throws: CancellationError.self) { try await caller.value }
        }
        #expect(fixture.ledger.sealed.isEmpty)
    }

    @Test func `a caller that is cancelled while it waits gets its receipt`() async throws {
        let gate = Gate()
        let fixture = RecorderFixture(ScriptedLedger { _, _ in await gate.pass() })
        try await fixture.run {
            let caller = Task { try await fixture.recorder.recordDurably(.sample(1)) }
            try await eventually { gate.arrivals == 1 }
            caller.cancel()
            gate.open()
            _ = try await caller.value
        }
        #expect(fixture.ledger.numbers == [1])
    }
}
