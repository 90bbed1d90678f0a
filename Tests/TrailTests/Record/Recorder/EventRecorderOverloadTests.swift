import Testing

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct EventRecorderOverloadTests {
    @Test func `a full buffer refuses, counts, and tells the ledger when it has room`() async throws
    {
        let gate = Gate()
        let fixture = RecorderFixture(ScriptedLedger { _, _ in await gate.pass() }) {
            $0.buffer.events = 3
            $0.lossDelay = .milliseconds(1)
        }
        try await fixture.run {
            fixture.recorder.record(.sample(0))
            try await eventually { gate.arrivals == 1 }
            for number in 1..<8 {
                fixture.recorder.record(.sample(number))
            }
            let error = await #expect(throws: TrailError.self) {
                try await fixture.recorder.append(EncodedEvent.samples(8..<10))
            }
            #expect(error?.code == .overloaded)
            gate.open()
            try await eventually { !fixture.ledger.lossEvents.isEmpty }
        }
        #expect(fixture.ledger.numbers == [0, 1, 2])
        #expect(fixture.total("trail_events_lost_total") == 5)
        #expect(fixture.total("trail_events_refused_total") == 7)
        #expect(fixture.ledger.lossEvents.count == 1, "told once")
        let text = try #require(fixture.ledger.lossEvents.first?.sections.what?.text)
        let what = String(decoding: text, as: UTF8.self)
        #expect(what.contains(#""count":5"#))
        #expect(what.contains(#""reason":"overloaded""#))
        #expect(what.contains(#""severity":"ERROR""#))
        #expect(what.contains(#""event_name":"events_lost""#))
    }

    @Test func `a call that has no room leaves nothing behind`() async throws {
        let fixture = RecorderFixture { $0.buffer.events = 5 }
        try await fixture.run {
            await #expect(throws: TrailError.self) {
                try await fixture.recorder.append(EncodedEvent.samples(0..<6))
            }
            _ = try await fixture.recorder.append(EncodedEvent.samples(6..<11))
        }
        #expect(fixture.ledger.numbers == Array(6..<11))
    }

    @Test func `room comes back with each write`() async throws {
        let fixture = RecorderFixture { $0.buffer.events = 10 }
        try await fixture.run {
            for round in 0..<20 {
                let start = round * 10
                _ = try await fixture.recorder.append(EncodedEvent.samples(start..<start + 10))
            }
        }
        #expect(fixture.ledger.numbers == Array(0..<200))
        #expect(fixture.total("trail_events_refused_total") == 0)
    }
}
