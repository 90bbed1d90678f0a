import Testing

@testable import TrailJWT

@Suite struct RefreshGateTests {
    private let start = ContinuousClock.now

    @Test func `lets one read while others wait`() {
        var gate = RefreshGate(pause: .seconds(30))
        #expect(gate.ask(at: self.start) == .read)
        #expect(gate.ask(at: self.start) == .wait)
        #expect(gate.ask(at: self.start.advanced(by: .seconds(99))) == .wait)
    }

    @Test func `declines until the pause is over`() {
        var gate = RefreshGate(pause: .seconds(30))
        #expect(gate.ask(at: self.start) == .read)
        gate.end(at: self.start, wasCancelled: false)
        #expect(gate.ask(at: self.start.advanced(by: .milliseconds(29_999))) == .decline)
        #expect(gate.ask(at: self.start.advanced(by: .seconds(30))) == .read)
    }

    @Test func `counts a reading that was given up as none`() {
        var gate = RefreshGate(pause: .seconds(30))
        #expect(gate.ask(at: self.start) == .read)
        gate.end(at: self.start, wasCancelled: true)
        #expect(gate.ask(at: self.start) == .read)
    }
}
