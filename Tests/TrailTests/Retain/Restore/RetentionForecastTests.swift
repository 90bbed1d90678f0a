import Testing
import TrailTesting

@testable import Trail

@Suite struct RetentionForecastTests {
    @Test func `foresees what the next run would take, but for what is held`() async throws {
        let bench = try await VerifierBench(events: 300)
        let request = EntriesRequest(tenant: .default, from: 0, upTo: 300)
        let events = await bench.store.entries(request).entries.map(\.event)
        let now = bench.clock.now().advanced(by: .seconds(86_400 * 20))
        let hold = LegalHold(
            id: EventID.random(at: now),
            tenant: .default,
            filters: ["kind": "login"],
            reason: "case",
            createdBy: "ada",
            createdAt: now
        )
        let rule = RetentionRule(kinds: [.page, .login], days: 10, source: .defaultDays)
        func count(_ rules: [RetentionRule], _ holds: [LegalHold], at now: Timestamp) throws -> Int
        {
            var forecast = try RetentionForecast(rules, of: .default, holds: holds, at: now)
            for event in events { forecast.consider(event) }
            let times = events.map(\.time)
            #expect(forecast.times?.lowerBound == times.min())
            #expect(forecast.times?.upperBound == times.max())
            return forecast.count
        }
        let pages = events.filter { $0.header.kind == .page }.count
        let logins = events.filter { $0.header.kind == .login }.count
        #expect(try count([], [], at: now) == 0)
        #expect(try count([rule], [], at: now) == pages + logins)
        #expect(try count([rule], [hold], at: now) == pages)
        #expect(try count([rule], [], at: bench.clock.now()) == 0)
    }
}
