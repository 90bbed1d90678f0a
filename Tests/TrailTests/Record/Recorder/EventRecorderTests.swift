import InMemoryLogging
import Logging
import MerkleLog
import Testing

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct EventRecorderTests {
    @Test func `events are stored in the order in which they were recorded`() async throws {
        let fixture = RecorderFixture { $0.batch.events = 10 }
        try await fixture.run {
            for number in 0..<1_000 {
                fixture.recorder.record(.sample(number))
            }
        }
        #expect(fixture.ledger.numbers == Array(0..<1_000))
        #expect(fixture.total("trail_events_accepted_total") == 1_000)
        #expect(fixture.total("trail_events_stored_total") == 1_000)
        #expect(fixture.messages.isEmpty)
    }

    @Test func `what is recorded before the service runs is kept for it`() async throws {
        let fixture = RecorderFixture()
        fixture.recorder.record(.sample(1))
        try await fixture.run {}
        #expect(fixture.ledger.numbers == [1])
    }

    @Test func `a durable receipt says where the event is`() async throws {
        let fixture = RecorderFixture()
        let receipts = try await fixture.run {
            [
                try await fixture.recorder.recordDurably(.sample(1)),
                try await fixture.recorder.recordDurably(.sample(2)),
            ]
        }
        let ids = fixture.ledger.sealed.map(\.header.id)
        #expect(
            receipts == [
                .durable(ids[0], index: 0, leaf: .emptyTree),
                .durable(ids[1], index: 1, leaf: .emptyTree),
            ]
        )
    }

    @Test func `a receipt comes after the write and not before`() async throws {
        let gate = Gate()
        let fixture = RecorderFixture(ScriptedLedger { _, _ in await gate.pass() })
        try await fixture.run {
            async let receipt = fixture.recorder.recordDurably(.sample(1))
            try await eventually { gate.arrivals == 1 }
            #expect(fixture.ledger.sealed.isEmpty)
            gate.open()
            _ = try await receipt
            #expect(fixture.ledger.numbers == [1])
        }
    }

    @Test func `many callers share one write`() async throws {
        let gate = Gate()
        let fixture = RecorderFixture(ScriptedLedger { _, _ in await gate.pass() })
        try await fixture.run {
            try await withThrowingTaskGroup(of: Receipt.self) { group in
                for number in 0..<64 {
                    group.addTask { try await fixture.recorder.recordDurably(.sample(number)) }
                }
                try await eventually { fixture.total("trail_events_accepted_total") == 64 }
                gate.open()
                try await group.waitForAll()
            }
        }
        #expect(fixture.ledger.numbers.sorted() == Array(0..<64))
        #expect(fixture.ledger.attempts.count <= 3)
    }

    @Test func `64 callers at once lose nothing and keep their own order`() async throws {
        let fixture = RecorderFixture { $0.batch.events = 50 }
        try await fixture.run {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<64 {
                    group.addTask {
                        for round in 0..<40 {
                            let draft = Event.Draft.sample(caller * 1_000 + round)
                            if round % 2 == 0 {
                                fixture.recorder.record(draft)
                            } else {
                                _ = try await fixture.recorder.recordDurably(draft)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        let numbers = fixture.ledger.numbers
        #expect(numbers.count == 64 * 40)
        for caller in 0..<64 {
            let own = numbers.filter { $0 / 1_000 == caller }
            #expect(own == (0..<40).map { caller * 1_000 + $0 })
        }
    }

    @Test func `a call of many events is answered for each of them`() async throws {
        let fixture = RecorderFixture(.refusing([3])) { $0.batch.events = 4 }
        let outcomes = try await fixture.run {
            try await fixture.recorder.append(EncodedEvent.samples(0..<10))
        }
        #expect(outcomes.count == 10)
        for (number, outcome) in outcomes.enumerated() {
            guard number != 3 else {
                let error = #expect(throws: TrailError.self) { try outcome.receipt() }
                #expect(error?.code == .unstorable)
                continue
            }
            #expect(throws: Never.self) { try outcome.receipt() }
        }
        #expect(fixture.ledger.numbers == [0, 1, 2, 4, 5, 6, 7, 8, 9])
    }

    @Test func `no events are answered at once`() async throws {
        #expect(try await RecorderFixture().recorder.append([]).isEmpty)
    }

    @Test func `a repetition gets the first receipt, another content is a conflict`() async throws {
        let fixture = RecorderFixture()
        let event = EncodedEvent.sample(1)
        let other = EncodedEvent(
            header: event.header,
            sections: EncodedEvent.sample(2).sections,
            stated: .all
        )
        let outcomes = try await fixture.run {
            try await fixture.recorder.append([event, event, other])
        }
        #expect(try outcomes[0].receipt() == outcomes[1].receipt())
        let error = #expect(throws: TrailError.self) { try outcomes[2].receipt() }
        #expect(error?.code == .idConflict)
        #expect(fixture.total("trail_events_repeated_total") == 1)
        #expect(fixture.total("trail_events_conflicting_total") == 1)
    }

    @Test func `enrichers are applied`() async throws {
        let fixture = RecorderFixture(enrichers: [EnricherChainTests.Append(text: "Safari")])
        try await fixture.run {
            fixture.recorder.record(.sample(1))
        }
        let text = try #require(fixture.ledger.sealed.first?.sections.where?.text)
        #expect(String(decoding: text, as: UTF8.self) == #"{"browser":"Safari"}"#)
    }

    @Test func `an invalid draft is counted, logged and thrown where somebody waits`() async throws
    {
        let fixture = RecorderFixture { $0.lossDelay = .seconds(60) }
        try await fixture.run {
            fixture.recorder.record(.invalid)
            fixture.recorder.record(.invalid)
            await #expect(throws: EventError.self) {
                try await fixture.recorder.recordDurably(.invalid)
            }
        }
        #expect(fixture.total("trail_events_lost_total") == 2)
        #expect(fixture.messages == ["events not recorded"])
        let entry = try #require(fixture.log.entries.first)
        #expect(entry.level == .warning)
        #expect(entry.metadata["trail.reason"] == "invalid")
    }
}
