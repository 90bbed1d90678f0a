internal import GRDB
internal import Trail
internal import TrailSQL

/// What a batch adds to the figures kept beside the events of a tenant, or what a removal takes
/// from them: summed up in memory, because many events touch few rows.
struct BatchTally {
    struct Segment {
        var events: Int64 = 0
        var earliest = Int64.max
        var latest = Int64.min
        /// Whether events in it were taken away or changed: what was summed up of it is stale.
        var isChanged = false

        mutating func add(_ time: Int64) {
            self.events += 1
            self.earliest = min(self.earliest, time)
            self.latest = max(self.latest, time)
        }
    }

    struct RollupKey: Hashable {
        let hour: Int64
        let kind: Int64
        let outcome: Int64
        /// The class of a status, or what a login was: ``Trail/FigureKey``.
        let result: Int64
    }

    struct Rollup: Hashable {
        var count: Int64 = 0
        var durations: Int64 = 0

        mutating func add(_ count: Int64, _ durations: Int64) {
            self.count += count
            self.durations &+= durations
        }
    }

    private(set) var segments: [Int64: Segment] = [:]
    private(set) var rollups: [RollupKey: Rollup] = [:]

    /// Adds an event of the given number.
    mutating func add(_ event: SealedEvent, _ columns: EventColumns, sequence: Int64) {
        self.place(sequence, time: columns.time)
        self.count(event, columns, 1)
    }

    /// Notes that what was summed up of the segment of this row is stale.
    mutating func touch(_ sequence: Int64) {
        self.segments[SegmentSpan.number(ofSequence: sequence), default: Segment()].isChanged = true
    }

    private mutating func place(_ sequence: Int64, time: Int64) {
        self.segments[SegmentSpan.number(ofSequence: sequence), default: Segment()].add(time)
    }

    /// Adds an event whose row says this.
    mutating func add(_ row: RowFigures) {
        self.place(row.sequence, time: row.time)
        self.rollups[row.key, default: Rollup()].add(1, row.duration)
    }

    /// Takes an event away whose row says this.
    mutating func remove(_ row: RowFigures) {
        let number = SegmentSpan.number(ofSequence: row.sequence)
        self.segments[number, default: Segment()].events -= 1
        self.segments[number, default: Segment()].isChanged = true
        self.rollups[row.key, default: Rollup()].add(-1, 0 &- row.duration)
    }

    /// Moves an event whose sections have changed, and with them its columns.
    mutating func change(
        from old: (event: SealedEvent, columns: EventColumns),
        to new: (event: SealedEvent, columns: EventColumns),
        sequence: Int64
    ) {
        let number = SegmentSpan.number(ofSequence: sequence)
        self.segments[number, default: Segment()].isChanged = true
        self.count(old.event, old.columns, -1)
        self.count(new.event, new.columns, 1)
    }

    private mutating func count(_ event: SealedEvent, _ columns: EventColumns, _ sign: Int64) {
        let kind = event.header.kind
        let status = columns.status.map(Int64.init)
        let key = RollupKey(
            hour: RollupHour.of(columns.time),
            kind: kind.code,
            outcome: event.header.outcome.code,
            result: kind == .login
                ? event.sections.what?.text?.withUnsafeBufferPointer {
                    FigureKey.result(of: kind, status: status, what: $0)
                } ?? 0
                : FigureKey.result(of: kind, status: status, what: nil)
        )
        self.rollups[key, default: Rollup()].add(sign, sign &* (columns.duration ?? 0))
    }
}

extension BatchTally {
    /// Writes the sums to the tenant's rows, and drops rows that come to nothing.
    func write(_ tenant: Int64, _ database: Database) throws {
        try self.writeSegments(tenant, database)
        try self.writeRollups(tenant, database)
    }

    private func writeSegments(_ tenant: Int64, _ database: Database) throws {
        let statement = try RawStatement(
            """
            INSERT INTO segment (tenant, number, events, first_time, last_time)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET
                events = events + excluded.events,
                first_time = min(first_time, excluded.first_time),
                last_time = max(last_time, excluded.last_time)
            """,
            database
        )
        for (number, segment) in self.segments {
            statement.bind(tenant, at: 1)
            statement.bind(number, at: 2)
            statement.bind(segment.events, at: 3)
            statement.bind(segment.earliest, at: 4)
            statement.bind(segment.latest, at: 5)
            try statement.run()
        }
        for (number, segment) in self.segments where segment.isChanged {
            try SummaryTable.drop(tenant: tenant, segment: number, database)
        }
        guard self.segments.values.contains(where: { $0.events < 0 }) else { return }
        let clean = try RawStatement(
            "DELETE FROM segment WHERE tenant = ? AND events <= 0",
            database
        )
        clean.bind(tenant, at: 1)
        try clean.run()
    }

    private func writeRollups(_ tenant: Int64, _ database: Database) throws {
        let statement = try RawStatement(
            """
            INSERT INTO rollup (tenant, hour, kind, outcome, status_class, count, duration_sum)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET
                count = count + excluded.count,
                duration_sum = duration_sum + excluded.duration_sum
            """,
            database
        )
        for (key, rollup) in self.rollups where rollup.count != 0 || rollup.durations != 0 {
            statement.bind(tenant, at: 1)
            statement.bind(key.hour, at: 2)
            statement.bind(key.kind, at: 3)
            statement.bind(key.outcome, at: 4)
            statement.bind(key.result, at: 5)
            statement.bind(rollup.count, at: 6)
            statement.bind(rollup.durations, at: 7)
            try statement.run()
        }
        guard self.rollups.values.contains(where: { $0.count < 0 }) else { return }
        let clean = try RawStatement(
            "DELETE FROM rollup WHERE tenant = ? AND count <= 0",
            database
        )
        clean.bind(tenant, at: 1)
        try clean.run()
    }
}
