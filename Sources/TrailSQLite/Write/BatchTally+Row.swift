internal import GRDB
internal import Trail
internal import TrailSQL

extension BatchTally {
    /// The columns of an event's row that figures are made of, in the order in which
    /// ``add(_:from:)`` reads them.
    static let columns = "seq, kind, outcome, time, status, duration"

    /// Adds the event whose row a statement stands on.
    ///
    /// - Parameters:
    ///   - row: The statement.
    ///   - first: The place of the first of ``columns`` in it.
    mutating func add(_ row: RawStatement, from first: Int = 0) {
        let time = row.integer(first + 3)
        let key = RollupKey(
            hour: RollupHour.of(time),
            kind: row.integer(first + 1),
            outcome: row.integer(first + 2),
            statusClass: (row.optionalInteger(first + 4) ?? 0) / 100
        )
        self.add(
            key,
            time: time,
            duration: row.optionalInteger(first + 5) ?? 0,
            sequence: row.integer(first)
        )
    }

    /// The hourly figures that are kept of a tenant.
    static func keptRollups(
        of tenant: Int64,
        _ database: Database
    ) throws -> [RollupKey: Rollup] {
        let statement = try RawStatement(
            """
            SELECT hour, kind, outcome, status_class, count, duration_sum FROM rollup
            WHERE tenant = ?
            """,
            database
        )
        defer { statement.reset() }
        statement.bind(tenant, at: 1)
        var rollups: [RollupKey: Rollup] = [:]
        while try statement.step() {
            let key = RollupKey(
                hour: statement.integer(0),
                kind: statement.integer(1),
                outcome: statement.integer(2),
                statusClass: statement.integer(3)
            )
            rollups[key] = Rollup(count: statement.integer(4), durations: statement.integer(5))
        }
        return rollups
    }
}

extension BatchTally.Segment {
    /// Whether what is kept of a segment holds of these events: as many, and none of a time outside.
    ///
    /// Times are not narrowed when events are removed.
    func fits(_ kept: SegmentSpan) -> Bool {
        self.events == kept.events && kept.earliest <= self.earliest
            && self.latest <= kept.latest
    }
}
