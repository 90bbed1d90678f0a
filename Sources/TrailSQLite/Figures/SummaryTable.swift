internal import GRDB
internal import Trail
internal import TrailSQL

/// What is summed up of complete segments, and which of them are not summed up yet.
enum SummaryTable {
    /// How far a tenant's part of a segment is summed up.
    enum State: Int64 {
        /// Not yet, or not any more.
        case open = 0
        /// There is a row.
        case stored = 1
        /// There are so few events that they are read instead.
        case small = 2
    }

    /// A tenant's part of a segment.
    struct Part: Sendable {
        let tenant: Int64
        let number: Int64
        let revision: Int64
        let events: Int64
    }

    /// Below so many events a part is read instead of summed up.
    static let fewest: Int64 = 64

    /// A part of a segment in which nothing arrives any more, and of which nothing is summed up,
    /// the newest first; `nil` where there is none.
    static func nextOpen(_ database: Database) throws -> Part? {
        let last = try database.firstInteger("SELECT max(seq) FROM event") ?? 0
        let statement = try RawStatement(
            """
            SELECT tenant, number, revision, events FROM segment INDEXED BY segment_unsummarised
            WHERE summarised = 0 AND number < ? ORDER BY number DESC LIMIT 1
            """,
            database
        )
        defer { statement.reset() }
        statement.bind(SegmentSpan.number(ofSequence: last), at: 1)
        guard try statement.step() else { return nil }
        return Part(
            tenant: statement.integer(0),
            number: statement.integer(1),
            revision: statement.integer(2),
            events: statement.integer(3)
        )
    }

    /// The parts of the newest segment that are worth remembering, those with the most events first.
    static func newest(
        atMost limit: Int,
        _ database: Database
    ) throws -> [(tenant: Int64, span: SegmentSpan, revision: Int64)] {
        guard let last = try database.firstInteger("SELECT max(seq) FROM event") else { return [] }
        let number = SegmentSpan.number(ofSequence: last)
        let statement = try RawStatement(Self.newestParts, database)
        defer { statement.reset() }
        statement.bind(number, at: 1)
        statement.bind(self.fewest, at: 2)
        statement.bind(Int64(limit), at: 3)
        var parts: [(tenant: Int64, span: SegmentSpan, revision: Int64)] = []
        while try statement.step() {
            let span = SegmentSpan(
                number: number,
                events: statement.integer(1),
                earliest: statement.integer(2),
                latest: statement.integer(3)
            )
            parts.append((statement.integer(0), span, statement.integer(4)))
        }
        return parts
    }

    /// The statement that finds them.
    static let newestParts = """
        SELECT tenant, events, first_time, last_time, revision
        FROM segment INDEXED BY segment_unsummarised
        WHERE summarised = 0 AND number = ? AND events >= ? ORDER BY events DESC LIMIT ?
        """

    /// Notes of which parts of a segment in which nothing arrives any more there are so few events
    /// that they are read instead: those of many small tenants at once.
    static func passOverSmallParts(of segment: Int64, _ database: Database) throws {
        let mark = try RawStatement(self.smallParts, database)
        mark.bind(segment, at: 1)
        mark.bind(State.small.rawValue, at: 2)
        mark.bind(self.fewest, at: 3)
        try mark.run()
    }

    /// The statement that does so.
    static let smallParts = """
        UPDATE segment INDEXED BY segment_unsummarised SET summarised = ?2
        WHERE summarised = 0 AND number = ?1 AND events < ?3
        """

    /// Stores a summary, unless events of the part were changed since it was made.
    static func store(_ summary: SegmentSummary, of part: Part, _ database: Database) throws {
        let isSmall = summary.events < Self.fewest
        let mark = try RawStatement(
            """
            UPDATE segment SET summarised = ?4
            WHERE tenant = ?1 AND number = ?2 AND revision = ?3 AND summarised = 0
            """,
            database
        )
        mark.bind(part.tenant, at: 1)
        mark.bind(part.number, at: 2)
        mark.bind(part.revision, at: 3)
        mark.bind((isSmall ? State.small : State.stored).rawValue, at: 4)
        try mark.run()
        guard database.changesCount == 1, !isSmall else { return }
        let insert = try RawStatement(
            "INSERT OR REPLACE INTO summary (tenant, segment, figures) VALUES (?, ?, ?)",
            database
        )
        insert.bind(part.tenant, at: 1)
        insert.bind(part.number, at: 2)
        insert.bind(copying: summary.bytes, at: 3)
        try insert.run()
    }

    /// Drops what is summed up of a part whose events are changed by the same transaction.
    static func drop(tenant: Int64, segment: Int64, _ database: Database) throws {
        for sql in [
            """
            UPDATE segment SET summarised = 0, revision = revision + 1
            WHERE tenant = ? AND number = ?
            """,
            "DELETE FROM summary WHERE tenant = ? AND segment = ?",
        ] {
            let statement = try RawStatement(sql, database)
            statement.bind(tenant, at: 1)
            statement.bind(segment, at: 2)
            try statement.run()
        }
    }

    /// What `body` makes of the row of a part; `nil` where there is none.
    static func withSummary<Value>(
        tenant: Int64,
        segment: Int64,
        _ database: Database,
        _ body: (UnsafeRawBufferPointer) throws -> Value
    ) throws -> Value? {
        let statement = try RawStatement(
            "SELECT figures FROM summary WHERE tenant = ? AND segment = ?",
            database
        )
        defer { statement.reset() }
        statement.bind(tenant, at: 1)
        statement.bind(segment, at: 2)
        guard try statement.step() else { return nil }
        return try body(statement.memory(0))
    }

    /// Whether the row of a part is what its events give; `nil` where there is none.
    static func fits(tenant: Int64, segment: Int64, _ database: Database) throws -> Bool? {
        try self.withSummary(tenant: tenant, segment: segment, database) { kept in
            let summary = try SegmentSummary(tenant: tenant, segment: segment, database)
            return kept.elementsEqual(summary.bytes)
        }
    }

    /// The segments that a tenant has events in, the newest first, with how far they are summed up.
    static func parts(
        of tenant: Int64,
        _ database: Database
    ) throws -> [(span: SegmentSpan, state: State, revision: Int64)] {
        let statement = try RawStatement(
            """
            SELECT number, events, first_time, last_time, summarised, revision FROM segment
            WHERE tenant = ? ORDER BY number DESC
            """,
            database
        )
        defer { statement.reset() }
        statement.bind(tenant, at: 1)
        var parts: [(span: SegmentSpan, state: State, revision: Int64)] = []
        while try statement.step() {
            let span = SegmentSpan(
                number: statement.integer(0),
                events: statement.integer(1),
                earliest: statement.integer(2),
                latest: statement.integer(3)
            )
            let state = State(rawValue: statement.integer(4)) ?? .open
            parts.append((span, state, statement.integer(5)))
        }
        return parts
    }
}
