import InMemoryLogging
import Logging
import Testing

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct EventRecorderOutageTests {
    @Test(arguments: [
        TrailError.Code.storeUnavailable, .outOfSpace, .ledgerDamaged, .ledgerForked, .clockBehind,
    ])
    func `while the store is away callers are told and other events are kept`(
        code: TrailError.Code
    ) async throws {
        let fixture = RecorderFixture(ScriptedLedger { _, _ in throw TrailError(code, "no") })
        try await fixture.run {
            for number in 0..<10 {
                fixture.recorder.record(.sample(number))
            }
            let error = await #expect(throws: TrailError.self) {
                try await fixture.recorder.recordDurably(.sample(100))
            }
            #expect(error?.code == code)
            for number in 10..<20 {
                fixture.recorder.record(.sample(number))
            }
            try await eventually { fixture.ledger.attempts.count > 3 }
            fixture.ledger.follow { _, _ in }
            try await eventually { fixture.ledger.numbers.count == 20 }
            _ = try await fixture.recorder.recordDurably(.sample(20))
        }
        #expect(fixture.ledger.numbers == Array(0...20), "in order, and nothing twice")
        #expect(fixture.total("trail_events_lost_total") == 0)
        let away = "events not stored: the store is away or refuses; what nobody waits for is kept"
        #expect(fixture.messages == [away, "events are stored again"], "one line, not one a try")
        #expect(fixture.log.entries.first?.metadata["trail.code"] == "\(code)")
    }

    @Test func `when the buffer is full during an outage new events are lost and counted`()
        async throws
    {
        let fixture = RecorderFixture(
            ScriptedLedger { _, _ in throw TrailError(.storeUnavailable, "away") }
        ) { $0.buffer.events = 5 }
        try await fixture.run {
            for number in 0..<8 {
                fixture.recorder.record(.sample(number))
            }
            #expect(fixture.total("trail_events_lost_total") == 3)
            fixture.ledger.follow { _, _ in }
            try await eventually { fixture.ledger.lossEvents.count == 1 }
        }
        #expect(fixture.ledger.numbers == Array(0..<5))
    }

    @Test func `the status says why the store takes nothing`() async throws {
        let fixture = RecorderFixture(
            ScriptedLedger { _, _ in throw TrailError(.outOfSpace, "full") }
        ) { $0.retry = Backoff(first: .seconds(60), last: .seconds(60)) }
        #expect(!fixture.recorder.status.isRunning)
        try await fixture.run {
            fixture.recorder.record(.sample(1))
            try await eventually { fixture.recorder.status.outage?.code == .outOfSpace }
            let status = fixture.recorder.status
            #expect(status.isRunning)
            #expect(status.queuedEvents == 1)
            #expect(status.queuedBytes == EncodedEvent.sample(1).byteCount)
            await #expect(throws: TrailError.self) {
                try await fixture.recorder.recordDurably(.sample(2))
            }
            #expect(fixture.ledger.attempts.count == 1, "no attempt before its time")
            fixture.ledger.follow { _, _ in }
        }
        #expect(fixture.ledger.numbers == [1], "the end tries at once")
    }

    @Test func `a call that the outage cuts in two is answered for each part`() async throws {
        let fixture = RecorderFixture(
            ScriptedLedger { attempt, _ in
                if attempt == 2 { throw TrailError(.outOfSpace, "full") }
            }
        ) { $0.batch.events = 3 }
        let outcomes = try await fixture.run {
            try await fixture.recorder.append(EncodedEvent.samples(0..<7))
        }
        #expect(fixture.ledger.numbers == [0, 1, 2])
        for (number, outcome) in outcomes.enumerated() {
            switch outcome {
            case .sealed: #expect(number < 3)
            case .refused(let error): #expect(number >= 3 && error.code == .outOfSpace)
            case .repeated, .conflict: Issue.record("not \(outcome)")
            }
        }
    }

    @Test func `an event that the store refuses is put aside and its caller told`() async throws {
        let fixture = RecorderFixture(.refusing([4, 6]))
        try await fixture.run {
            let error = await #expect(throws: TrailError.self) {
                try await fixture.recorder.recordDurably(.sample(4))
            }
            #expect(error?.code == .unstorable)
            for number in 5..<9 {
                fixture.recorder.record(.sample(number))
            }
        }
        #expect(fixture.ledger.numbers == [5, 7, 8])
        let letters = try await fixture.deadLetters.letters(limit: 10)
        #expect(letters.map(\.event.number) == [6, 4])
        #expect(letters.allSatisfy { $0.reason == .unstorable })
        #expect(fixture.total("trail_dead_letters_total") == 2)
        #expect(fixture.total("trail_events_lost_total") == 0)
    }

    @Test func `without dead letters a refused event is lost and the ledger says so`() async throws
    {
        let fixture = RecorderFixture(.refusing([1]), keepsDeadLetters: false)
        try await fixture.run {
            fixture.recorder.record(.sample(1))
            try await eventually { fixture.ledger.lossEvents.count == 1 }
        }
        #expect(fixture.total("trail_events_lost_total") == 1)
    }

    @Test func `an event whose id is taken is put aside where nobody waits for it`() async throws {
        let fixture = RecorderFixture()
        let id = EncodedEvent.sample(0).header.id
        try await fixture.run {
            fixture.recorder.record(.sample(1, id: id))
            fixture.recorder.record(.sample(2, id: id))
        }
        #expect(fixture.ledger.numbers == [1])
        let letters = try await fixture.deadLetters.letters(limit: 10)
        #expect(letters.map(\.reason) == [.idConflict])
    }
}
