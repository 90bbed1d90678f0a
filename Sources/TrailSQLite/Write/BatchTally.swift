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
    }

    struct RollupKey: Hashable {
        let hour: Int64
        let kind: Int64
        let outcome: Int64
        let statusClass: Int64
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
    mutating func add(_ header: EventHeader, _ columns: EventColumns, sequence: Int64) {
        self.place(sequence, time: columns.time)
        self.count(header, columns, 1)
    }

    /// Adds an event whose row says this.
    mutating func add(
        _ key: RollupKey,
        time: Int64,
        duration: Int64,
        sequence: Int64
    ) {
        self.place(sequence, time: time)
        self.rollups[key, default: Rollup()].add(1, duration)
    }

    private mutating func place(_ sequence: Int64, time: Int64) {
        var segment = self.segments[SegmentSpan.number(ofSequence: sequence)] ?? Segment()
        segment.events += 1
        segment.earliest = min(segment.earliest, time)
        segment.latest = max(segment.latest, time)
        self.segments[SegmentSpan.number(ofSequence: sequence)] = segment
    }

    /// Takes an event away.
    mutating func remove(_ header: EventHeader, _ columns: EventColumns, sequence: Int64) {
        self.segments[SegmentSpan.number(ofSequence: sequence), default: Segment()].events -= 1
        self.count(header, columns, -1)
    }

    /// Moves an event whose columns have changed.
    mutating func change(_ header: EventHeader, from old: EventColumns, to new: EventColumns) {
        self.count(header, old, -1)
        self.count(header, new, 1)
    }

    private mutating func count(_ header: EventHeader, _ columns: EventColumns, _ sign: Int64) {
        let key = RollupKey(
            hour: RollupHour.of(columns.time),
            kind: header.kind.code,
            outcome: header.outcome.code,
            statusClass: Int64((columns.status ?? 0) / 100)
        )
        self.rollups[key, default: Rollup()].add(sign, sign &* (columns.duration ?? 0))
    }
}

/// The hours by which events are counted.
enum RollupHour {
    /// Microseconds in an hour.
    static let length: Int64 = 3_600_000_000

    /// The hour, counted from 1970, that a time in microseconds lies in.
    static func of(_ time: Int64) -> Int64 {
        let (quotient, remainder) = time.quotientAndRemainder(dividingBy: Self.length)
        return remainder < 0 ? quotient - 1 : quotient
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
            statement.bind(key.statusClass, at: 5)
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
