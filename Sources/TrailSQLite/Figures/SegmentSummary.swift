internal import GRDB
internal import Trail
internal import TrailSQL

/// The figures of a tenant's part of one segment, hour by hour and in parts of crowded hours.
///
/// Complete in memory; what is stored of it leaves out what is rare in the lists.
struct SegmentSummary: Sendable {
    /// The figures of one hour, or of a part of it.
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

    /// How many addresses of a bucket are kept as they are, before they become a sketch.
    static let exactAddresses = 400

    private let parts: HourParts
    /// The figures by hour and part of it.
    private(set) var buckets: [HourParts.Part: Bucket] = [:]
    /// How many events there are in all.
    private(set) var events: Int64 = 0

    /// No events.
    ///
    /// - Parameter parts: The hours that are divided.
    init(_ parts: HourParts = HourParts()) {
        self.parts = parts
    }

    /// What the rows of a tenant's part of a segment give.
    init(tenant: Int64, segment: Int64, _ database: Database) throws {
        let place = FigureRows.Place(segment: segment, tenant: tenant)
        self.init(try HourParts(of: place, database))
        try FigureRows.forEach(in: place, database) { self.add($0) }
    }

    /// Adds an event.
    mutating func add(_ row: FigureRow) {
        self.events += 1
        self.buckets[self.parts.part(of: row.time), default: Bucket()].add(row)
    }

    /// How many addresses of a whole segment are kept as they are.
    private static let exactAddressesInAll = 512

    /// What is counted, by day: a cell's hour is the first of its day.
    var days: [FigureTally.Cell: FigureSum] {
        var days: [FigureTally.Cell: FigureSum] = [:]
        for bucket in self.buckets.values {
            for (cell, sum) in bucket.tally.cells {
                let first = FiguresRequest.Interval.day.firstHour(of: cell.hour)
                days[FigureTally.Cell(hour: first, key: cell.key), default: FigureSum()]
                    .add(sum.count, sum.duration)
            }
        }
        return days
    }

    /// The lists of all hours together.
    var totals: FigureTally {
        var totals = FigureTally(
            Set(FiguresRequest.List.allCases),
            exactAddresses: Self.exactAddressesInAll
        )
        for (_, bucket) in self.buckets.sorted(by: { $0.key < $1.key }) {
            totals.add(bucket.tally, countingCells: false)
        }
        return totals
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
