import Testing

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct EventRecorderCaptureTests {
    @Test(arguments: [(false, false), (false, true), (true, false), (true, true)])
    func `capture records in every mode`(wait: Bool, strict: Bool) async throws {
        let fixture = RecorderFixture {
            $0.wait = wait
            $0.strict = strict
        }
        try await fixture.run {
            try await fixture.recorder.capture(.sample(1))
            if wait { #expect(fixture.ledger.numbers == [1]) }
        }
        #expect(fixture.ledger.numbers == [1])
    }

    @Test(arguments: [(false, false), (false, true), (true, false), (true, true)])
    func `capture of an invalid event fails only if it is strict`(
        wait: Bool,
        strict: Bool
    ) async throws {
        let fixture = RecorderFixture {
            $0.wait = wait
            $0.strict = strict
        }
        try await fixture.run {
            if strict {
                await #expect(throws: EventError.self) {
                    try await fixture.recorder.capture(.invalid)
                }
            } else {
                try await fixture.recorder.capture(.invalid)
            }
        }
        #expect(fixture.total("trail_events_lost_total") == (strict ? 0 : 1))
    }

    @Test func `capture that waits in vain keeps the event for later`() async throws {
        let fixture = RecorderFixture(
            ScriptedLedger { attempt, _ in
                if attempt < 3 { throw TrailError(.storeUnavailable, "away") }
            }
        ) { $0.wait = true }
        try await fixture.run {
            try await fixture.recorder.capture(.sample(1))
            try await eventually { fixture.ledger.numbers == [1] }
        }
        #expect(fixture.ledger.numbers == [1])
    }

    @Test func `strict capture fails when there is no room`() async throws {
        let fixture = RecorderFixture {
            $0.strict = true
            $0.buffer.events = 0
        }
        try await fixture.run {
            let error = await #expect(throws: TrailError.self) {
                try await fixture.recorder.capture(.sample(1))
            }
            #expect(error?.code == .overloaded)
        }
    }
}
