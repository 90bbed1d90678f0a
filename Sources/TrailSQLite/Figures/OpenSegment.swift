internal import GRDB
internal import Trail
internal import TrailSQL

/// What is summed up of a tenant's part of the newest segment, in memory, so that the next answer
/// need only look at what has arrived since.
struct OpenSegment: Sendable {
    /// The number of the segment.
    let number: Int64
    /// The part's revision: another one means that events were taken away or changed.
    let revision: Int64
    /// The figures.
    private(set) var summary = SegmentSummary()
    /// The number of the row from which to go on.
    private var next: Int64

    /// Nothing of a segment yet.
    init(number: Int64, revision: Int64) {
        self.number = number
        self.revision = revision
        self.next = number << SegmentSpan.bits
    }

    /// Looks at what has arrived since.
    ///
    /// - Returns: Whether the figures are those of the part, which has so many events; else events
    ///   were lost from sight, and the figures are of no use.
    mutating func advance(tenant: Int64, events: Int64, _ database: Database) throws -> Bool {
        let end = (self.number + 1) << SegmentSpan.bits
        if self.summary.events < events {
            let rows = try FigureRows(.inSequence, database)
            try rows.forEach([self.next, end, tenant]) { row, sequence in
                self.summary.add(row)
                self.next = sequence + 1
            }
        }
        return self.summary.events == events
    }
}

/// The newest segments of the tenants that were asked about last.
struct OpenSegments: Sendable {
    /// Tenants that are remembered at the most.
    private static let most = 8

    private var segments: [Int64: OpenSegment] = [:]

    /// Takes out what is remembered of a tenant.
    mutating func take(_ tenant: Int64) -> OpenSegment? {
        self.segments.removeValue(forKey: tenant)
    }

    /// Remembers a segment.
    mutating func keep(_ segment: OpenSegment, of tenant: Int64) {
        if self.segments.count >= Self.most { self.segments.removeAll() }
        self.segments[tenant] = segment
    }
}
