import Testing
import TrailSQL

@testable import TrailSQLite

@Suite struct IndexPlanTests {
    private let size = Int64(1) << SegmentSpan.bits

    private func next(
        _ runs: [Range<Int64>],
        segments: [Int64],
        last: Int64
    ) -> IndexPlan.Work? {
        let numbered = runs.enumerated().map { IndexRun(number: Int64($0), rows: $1) }
        return IndexPlan.next(numbered, segments: segments, last: last)
    }

    @Test func `leaves few new rows alone`() {
        #expect(self.next([], segments: [], last: -1) == nil)
        #expect(self.next([], segments: [0], last: 2_046) == nil)
        #expect(self.next([0..<2_048], segments: [0], last: 4_000) == nil)
    }

    @Test func `makes short runs of the segment that grows`() {
        #expect(self.next([], segments: [0], last: 2_047) == .init(rows: 0..<2_048, replaced: []))
        #expect(
            self.next([0..<2_048], segments: [0], last: 5_000)
                == .init(rows: 2_048..<5_001, replaced: [])
        )
        #expect(
            self.next([], segments: [0], last: 30_000) == .init(rows: 0..<8_192, replaced: [])
        )
    }

    @Test func `makes one run of a segment that is full`() {
        let whole = 0..<self.size
        #expect(
            self.next([0..<2_048, 2_048..<9_000], segments: [0, 1], last: self.size + 5)
                == .init(rows: whole, replaced: [0, 1])
        )
        #expect(self.next([whole], segments: [0, 1], last: self.size + 5) == nil)
        #expect(
            self.next([], segments: [0], last: self.size - 1) == .init(rows: whole, replaced: [])
        )
    }

    @Test func `makes no short runs while the segment before is missing`() {
        let last = self.size + 9_000
        #expect(self.next([], segments: [0, 1], last: last)?.rows == SegmentSpan.rows(of: 0))
        #expect(
            self.next([SegmentSpan.rows(of: 0)], segments: [0, 1], last: last)?.rows
                == self.size..<self.size + 8_192
        )
    }

    @Test func `begins with the newest rows, and fills what is missing`() {
        let last = 5 * self.size + 3_000
        let tail = 5 * self.size..<last + 1
        let segments: [Int64] = [0, 1, 3, 4, 5]
        let fourth = SegmentSpan.rows(of: 4)
        #expect(self.next([], segments: segments, last: last)?.rows == fourth)
        #expect(self.next([fourth], segments: segments, last: last)?.rows == tail)
        let runs = [tail] + [0, 1, 4].map(SegmentSpan.rows)
        #expect(self.next(runs, segments: segments, last: last)?.rows == SegmentSpan.rows(of: 3))
        let all = runs + [SegmentSpan.rows(of: 3)]
        #expect(self.next(all, segments: segments, last: last) == nil)
    }
}
