import Testing

@testable import Trail

struct RateLimitTests {
    private let start = ContinuousClock.now

    private func at(_ milliseconds: Int) -> ContinuousClock.Instant {
        self.start + .milliseconds(milliseconds)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var rate: Int
        var burst: Int
        /// When somebody acts, in milliseconds.
        var times: [Int]
        /// How many of the acts are admitted.
        var admitted: Int
        var testDescription: String { "\(self.rate)/s, burst \(self.burst), \(self.times.count)" }
    }

    @Test(arguments: [
        Case(rate: 10, burst: 3, times: [0, 0, 0, 0, 0], admitted: 3),
        Case(rate: 10, burst: 3, times: [0, 0, 0, 100, 100], admitted: 4),
        Case(rate: 10, burst: 3, times: [0, 0, 0, 300, 300, 300, 300], admitted: 6),
        Case(rate: 10, burst: 3, times: [0, 0, 0, 9_000, 9_000, 9_000, 9_000], admitted: 6),
        Case(rate: 10, burst: 1, times: [0, 50, 100, 150, 200], admitted: 3),
        Case(rate: 50, burst: 500, times: Array(repeating: 0, count: 600), admitted: 500),
        Case(rate: 0, burst: 1, times: Array(repeating: 0, count: 1_000), admitted: 1_000),
        Case(rate: 10, burst: 0, times: [0, 0], admitted: 1),
    ])
    func `admits a burst, then the rate`(example: Case) {
        var limit = RateLimit<String>(rate: example.rate, burst: example.burst)
        var admitted = 0
        for time in example.times where limit.admit("a", at: self.at(time)) == .admitted {
            admitted += 1
        }
        #expect(admitted == example.admitted)
    }

    @Test func `says when to come again`() {
        var limit = RateLimit<String>(rate: 10, burst: 1)
        #expect(limit.admit("a", at: self.at(0)) == .admitted)
        #expect(limit.admit("a", at: self.at(30)) == .refused(retryAfter: .milliseconds(70)))
        #expect(limit.admit("a", at: self.at(100)) == .admitted)
    }

    @Test func `whoever is refused loses nothing by asking`() {
        var limit = RateLimit<String>(rate: 10, burst: 1)
        for millisecond in 0..<100 {
            _ = limit.admit("a", at: self.at(millisecond))
        }
        #expect(limit.admit("a", at: self.at(100)) == .admitted)
    }

    @Test func `keys do not share tokens`() {
        var limit = RateLimit<String>(rate: 10, burst: 1)
        #expect(limit.admit("a", at: self.start) == .admitted)
        #expect(limit.admit("b", at: self.start) == .admitted)
        #expect(limit.admit("a", at: self.start) != .admitted)
    }

    @Test func `memory is bounded, and the keys seen longest ago are forgotten`() {
        var limit = RateLimit<Int>(rate: 1, burst: 1, capacity: 100)
        for key in 0..<10_000 {
            #expect(limit.admit(key, at: self.start) == .admitted)
            #expect(limit.count <= 100)
        }
        #expect(limit.admit(9_999, at: self.start) != .admitted)
        #expect(limit.admit(0, at: self.start) == .admitted, "forgotten")
    }

    @Test func `a key that goes on acting is not forgotten`() {
        var limit = RateLimit<Int>(rate: 1, burst: 999, capacity: 10)
        for key in 1...999 {
            #expect(limit.admit(0, at: self.start) == .admitted)
            _ = limit.admit(key, at: self.start)
        }
        #expect(limit.admit(0, at: self.start) != .admitted)
    }

    @Test func `a limiter is shared`() async {
        let limiter = RateLimiter(RateLimit<String>(rate: 1, burst: 50))
        let admitted = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 {
                group.addTask { limiter.admit("a", at: self.start) == .admitted }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(admitted == 50)
    }

    @Test func `admits one act in a long interval, and takes back what is not to count`() {
        var limit = RateLimit<String>(interval: .seconds(20), burst: 2)
        #expect(limit.admit("a", at: self.at(0)) == .admitted)
        #expect(limit.admit("a", at: self.at(0)) == .admitted)
        #expect(limit.admit("a", at: self.at(1)) == .refused(retryAfter: .milliseconds(19_999)))
        limit.giveBack("a", at: self.at(1))
        #expect(limit.admit("a", at: self.at(2)) == .admitted)
        #expect(limit.admit("a", at: self.at(2)) == .refused(retryAfter: .milliseconds(19_998)))
        limit.giveBack("b", at: self.at(2))
        #expect(limit.admit("b", at: self.at(2)) == .admitted)
        #expect(limit.admit("b", at: self.at(2)) == .admitted)
        #expect(limit.admit("b", at: self.at(2)) != .admitted)
    }
}
