import Testing

@testable import Trail

struct LogThrottleTests {
    @Test func `it admits a burst, then a rate, and knows what it refused`() {
        var throttle = LogThrottle(rate: 10, burst: 3)
        let start = ContinuousClock.now
        for _ in 0..<3 { #expect(throttle.admit(at: start) == .admitted(leftOut: 0)) }
        for _ in 0..<5 { #expect(throttle.admit(at: start) == .refused) }
        let later = start + .milliseconds(100)
        #expect(throttle.admit(at: later) == .admitted(leftOut: 5))
        #expect(throttle.admit(at: later) == .refused)
        #expect(throttle.takeLeftOut() == 1)
        #expect(throttle.takeLeftOut() == 0)
    }

    @Test func `a rate of 0 admits all`() {
        var throttle = LogThrottle(rate: 0, burst: 1)
        for _ in 0..<1_000 { #expect(throttle.admit(at: .now) == .admitted(leftOut: 0)) }
    }
}
