import Testing

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct CaptureConfigurationTests {
    @Test func `everything is captured unless told otherwise`() {
        #expect(CaptureConfiguration().kinds == Set(Event.Kind.allCases))
        #expect(CaptureConfiguration.nothing.kinds.isEmpty)
    }

    @Test func `a kind that is left out is not captured`() async throws {
        var capturing = CaptureConfiguration()
        capturing.kinds.remove(.action)
        let fixture = RecorderFixture(capturing: capturing) { $0.wait = true }
        try await fixture.run {
            try await fixture.recorder.capture(Event.Draft(.action(ActionDetail(.read))))
            try await fixture.recorder.capture(.sample(1))
        }
        #expect(fixture.ledger.sealed.map(\.header.kind) == [.page])
    }

    @Test func `what the recorder is told to record is recorded`() async throws {
        let fixture = RecorderFixture(capturing: .nothing) { $0.wait = true }
        try await fixture.run {
            try await fixture.recorder.capture(.sample(1))
            fixture.recorder.record(.sample(2))
            _ = try await fixture.recorder.recordDurably(.sample(3))
            _ = try await fixture.recorder.append([try fixture.recorder.encode(.sample(4))])
        }
        #expect(fixture.ledger.numbers == [2, 3, 4])
        #expect(fixture.total("trail_events_lost_total") == 0)
    }
}
