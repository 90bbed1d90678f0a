internal import TrailSQL

/// A run of rows of one segment that the index has, of all tenants.
struct IndexRun: Sendable, Hashable {
    /// The number of the run in the index.
    let number: Int64
    /// The rows.
    let rows: Range<Int64>

    /// The segment that they lie in.
    var segment: Int64 { SegmentSpan.number(ofSequence: self.rows.lowerBound) }
}

extension IndexRun {
    /// What is written of a run.
    struct Content: Sendable {
        let rows: Range<Int64>
        /// How many rows there really were.
        let count: Int64
        /// The ids of the first and the last event, by which the rows are known again.
        let firstID: [UInt8]
        let lastID: [UInt8]
        let parts: [IndexPart]
    }
}

/// Which removals the store has recorded.
struct RemovalMark: Sendable, Hashable {
    /// The number of the last one.
    let last: Int64
    /// Whether one of them is not carried out yet.
    let isPending: Bool
}
