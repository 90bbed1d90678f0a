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

    /// The figures of a tenant's part of the newest segment: those that are remembered, brought up to
    /// date, or made anew where they are of another segment or revision.
    ///
    /// - Returns: `nil` where they are not in step with the rows.
    static func current(
        of segment: SegmentSpan,
        _ revision: Int64,
        tenant: Int64,
        remembered: OpenSegment?,
        _ database: Database
    ) throws -> OpenSegment? {
        var open = remembered ?? OpenSegment(number: segment.number, revision: revision)
        if open.number != segment.number || open.revision != revision
            || open.summary.events > segment.events
        {
            open = OpenSegment(number: segment.number, revision: revision)
        }
        let isCurrent = try open.advance(tenant: tenant, events: segment.events, database)
        return isCurrent ? open : nil
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
