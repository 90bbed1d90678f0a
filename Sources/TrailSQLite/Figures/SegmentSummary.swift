internal import GRDB
internal import Trail
internal import TrailSQL

/// The figures of a tenant's part of one segment, hour by hour.
///
/// Complete in memory; what is stored of it leaves out what is rare in the lists.
struct SegmentSummary: Sendable {
    /// The figures of one hour.
    struct Bucket: Sendable {
        /// How many events there are.
        var events: Int64 = 0
        /// The time of the earliest.
        var first = Int64.max
        /// The time of the latest.
        var last = Int64.min
        /// Everything else.
        var tally = FigureTally(
            Set(FiguresRequest.List.allCases),
            exactAddresses: SegmentSummary.exactAddresses
        )
    }

    /// How many addresses of an hour are kept as they are, before they become a sketch.
    static let exactAddresses = 400

    /// The figures by hour.
    private(set) var buckets: [Int64: Bucket] = [:]
    /// How many events there are in all.
    private(set) var events: Int64 = 0

    /// No events.
    init() {}

    /// What the rows of a tenant's part of a segment give.
    init(tenant: Int64, segment: Int64, _ database: Database) throws {
        let place = FigureRows.Place(segment: segment, tenant: tenant)
        try FigureRows.forEach(in: place, database) { self.add($0) }
    }

    /// Adds an event.
    mutating func add(_ row: FigureRow) {
        self.events += 1
        self.buckets[RollupHour.of(row.time), default: Bucket()].add(row)
    }
}

extension SegmentSummary.Bucket {
    fileprivate mutating func add(_ row: FigureRow) {
        self.events += 1
        self.first = min(self.first, row.time)
        self.last = max(self.last, row.time)
        self.tally.add(row)
    }
}
