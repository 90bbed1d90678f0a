internal import GRDB
internal import Trail
internal import TrailSQL

/// What a row says that figures are made of, whatever its columns hold.
struct RowFigures {
    /// The columns in the order in which they are selected.
    static let columns = """
        kind, outcome, time, status, duration,
        CASE WHEN kind = \(Event.Kind.login.code) THEN what END
        """

    /// The number of the row.
    let sequence: Int64
    /// The time by which it is found.
    let time: Int64
    /// Among what it is counted.
    let key: BatchTally.RollupKey
    /// How long it took, in microseconds.
    let duration: Int64

    /// Reads the row that a statement stands on; its first column is `seq`.
    ///
    /// - Parameters:
    ///   - row: The statement.
    ///   - first: The place of the first of ``columns``.
    ///   - what: The place of the section `what`, which tells what a login was; that of the last of
    ///     ``columns`` when absent.
    init(_ row: RawStatement, first: Int, what: Int? = nil) {
        let what = what ?? first + 5
        let kind = row.integer(first)
        let text = row.isNull(what) ? nil : row.memory(what)
        self.sequence = row.integer(0)
        self.time = row.integer(first + 2)
        self.duration = row.optionalInteger(first + 4) ?? 0
        self.key = BatchTally.RollupKey(
            hour: RollupHour.of(self.time),
            kind: kind,
            outcome: row.integer(first + 1),
            result: Event.Kind(code: kind).map { kind in
                FigureKey.result(
                    of: kind,
                    status: row.optionalInteger(first + 3),
                    what: text?.bindMemory(to: UInt8.self)
                )
            } ?? 0
        )
    }
}

extension BatchTally {
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
                result: statement.integer(3)
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
