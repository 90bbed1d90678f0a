internal import TrailSQL

/// Decides which rows are put into the index next.
///
/// Segments that are full get one run each. In the newest one, which still grows, short runs follow
/// each other, so that what a search must read row by row stays little; when it is full, one run
/// takes their place. Where events arrive so fast that the segment before is not in the index yet,
/// no short runs are made: the segment would be full before they were of use.
enum IndexPlan {
    /// Rows for which a run is made in the segment that still grows.
    static let shortRun: Int64 = 2_048
    /// The most rows of a run in the segment that still grows.
    static let longestShortRun: Int64 = 8_192

    /// What to build: rows, and the runs that they replace.
    struct Work: Sendable, Equatable {
        let rows: Range<Int64>
        let replaced: [Int64]
    }

    /// What to do next; `nil` where nothing is worth it.
    ///
    /// The newest rows come first, because they are what most searches are for.
    ///
    /// - Parameters:
    ///   - runs: What the index has.
    ///   - segments: The segments that have rows.
    ///   - last: The number of the last row.
    /// - Returns: Rows that lie in one segment.
    static func next(_ runs: [IndexRun], segments: [Int64], last: Int64) -> Work? {
        let ofSegment = Dictionary(grouping: runs, by: \.segment)
        var short: Work?
        for segment in Set(segments).sorted(by: >) {
            let rows = SegmentSpan.rows(of: segment)
            let present = ofSegment[segment] ?? []
            if last >= rows.upperBound - 1 {
                guard present.count == 1, present[0].rows == rows else {
                    return Work(rows: rows, replaced: present.map(\.number))
                }
                if let short { return short }
                continue
            }
            let start = present.map(\.rows.upperBound).max() ?? rows.lowerBound
            guard last + 1 - start >= Self.shortRun else { continue }
            short = Work(rows: start..<min(last + 1, start + Self.longestShortRun), replaced: [])
        }
        return short
    }
}

extension SegmentSpan {
    /// The numbers that rows of a segment can have.
    static func rows(of segment: Int64) -> Range<Int64> {
        segment << Self.bits..<(segment + 1) << Self.bits
    }
}
