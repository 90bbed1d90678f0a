internal import Trail
internal import TrailSQL

/// The hours whose events are counted from segments, not from the rollups of hours.
enum CountedHours: Sendable, Hashable {
    /// Those at the edges of a window.
    case only(Set<Int64>)
    /// Every hour.
    case all

    /// Whether an hour is one of them.
    func contains(_ hour: Int64) -> Bool {
        switch self {
        case .only(let hours): hours.contains(hour)
        case .all: true
        }
    }

    /// The first and last times of them, as far as a segment can have something of them.
    func times(in segment: SegmentSpan) -> [(first: Int64, last: Int64)] {
        switch self {
        case .only(let hours):
            hours.map { (RollupHour.start(of: $0), RollupHour.end(of: $0)) }
        case .all: [(segment.earliest, segment.latest)]
        }
    }
}
