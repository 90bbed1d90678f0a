import Testing

@testable import Trail

@Suite struct SearchPaceTests {
    private func rests(_ behind: [Int]) -> [Int] {
        var pace = SearchPace()
        return behind.map { pace.rest(after: SearchProgress(eventsBehind: $0, isIdle: false)) }
    }

    @Test func `gives way while it falls behind`() {
        #expect(self.rests([1_000, 1_000, 2_000]) == [9, 9, 9])
    }

    @Test func `works half of the time while it catches up`() {
        #expect(self.rests([9_000, 5_000, 5_000, 1_000, 2_000]) == [9, 1, 1, 1, 9])
    }

    @Test func `gives way no more when it is far behind`() {
        #expect(self.rests([SearchPace.patience, SearchPace.patience + 1]) == [9, 1])
    }
}
