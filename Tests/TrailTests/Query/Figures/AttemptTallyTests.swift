import Testing

@testable import Trail

@Suite struct AttemptTallyTests {
    private func request(_ threshold: Int, seconds: Int) -> SuspectsRequest {
        SuspectsRequest(
            EventQuery(tenant: .default),
            threshold: threshold,
            window: .seconds(seconds)
        )
    }

    private func tally(_ seconds: [Int64], address: String? = "192.0.2.1") -> AttemptTally {
        var tally = AttemptTally()
        for second in seconds {
            tally.add(address: address, username: "root", time: second * 1_000_000)
        }
        return tally
    }

    @Test func `slides its window over all attempts, both ends included`() throws {
        let tally = self.tally([300, 0, 100, 160, 220, 1_000])
        let suspect = try #require(tally.suspects(self.request(3, seconds: 120)).first)
        #expect(suspect.attempts == 3)
        #expect(suspect.first.microseconds == 100_000_000)
        #expect(suspect.last.microseconds == 220_000_000)
        #expect(suspect.total == 6)
        #expect(tally.suspects(self.request(4, seconds: 120)).isEmpty)
        #expect(tally.suspects(self.request(3, seconds: 119)).isEmpty)
    }

    @Test func `never groups attempts without an address`() {
        let tally = self.tally([0, 1, 2, 3, 4, 5], address: nil)
        #expect(tally.suspects(self.request(1, seconds: 60)).isEmpty)
    }

    @Test func `tells the names that were tried, the one tried most first`() throws {
        var tally = AttemptTally()
        for (name, time) in [("bob", 1), ("root", 2), ("root", 3), ("admin", 4), (nil, 5)] {
            tally.add(address: "::1", username: name, time: Int64(time))
        }
        let suspect = try #require(tally.suspects(self.request(5, seconds: 1)).first)
        #expect(suspect.usernames == ["root", "admin", "bob"])
    }

    @Test func `puts the address with the most attempts first`() {
        var tally = self.tally([1, 2], address: "192.0.2.9")
        for (address, count) in [("192.0.2.5", 3), ("192.0.2.1", 2)] {
            for time in 0..<count { tally.add(address: address, username: nil, time: Int64(time)) }
        }
        let suspects = tally.suspects(self.request(2, seconds: 60))
        #expect(suspects.map(\.address) == ["192.0.2.5", "192.0.2.1", "192.0.2.9"])
        var request = self.request(2, seconds: 60)
        request.limit = 1
        #expect(tally.suspects(request).count == 1)
    }
}
