import Testing
import Trail
import TrailSQL

@Suite struct EventCodesTests {
    @Test func `numbers the kinds for good`() {
        let numbers: [Event.Kind: Int64] = [
            .page: 0, .action: 1, .crud: 2, .login: 3, .request: 4, .cors: 5, .system: 6,
        ]
        for kind in Event.Kind.allCases {
            #expect(kind.code == numbers[kind])
            #expect(Event.Kind(code: kind.code) == kind)
        }
        #expect(Event.Kind(code: 7) == nil)
        #expect(Event.Kind(code: -1) == nil)
    }

    @Test func `numbers the outcomes for good`() {
        let numbers: [Event.Outcome: Int64] = [.success: 0, .denied: 1, .failure: 2]
        for outcome in Event.Outcome.allCases {
            #expect(outcome.code == numbers[outcome])
            #expect(Event.Outcome(code: outcome.code) == outcome)
        }
        #expect(Event.Outcome(code: 3) == nil)
    }
}
