internal import GRDB
internal import MerkleLog
internal import Trail
internal import TrailSQL

/// Events that wait for a store, in the order of their numbers.
struct SpoolTable {
    let database: Database

    func add(_ event: EncodedEvent) throws {
        let statement = try RawStatement(
            """
            INSERT INTO spool (
                bytes, tenant, id, kind, occurred_at, action, outcome, stated,
                salts, erased, who, "where", what
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            self.database
        )
        let header = event.header
        statement.bind(Int64(event.byteCount), at: 1)
        statement.bind(copying: header.tenant.name, at: 2)
        statement.bind(copying: header.id.bytes, at: 3)
        statement.bind(header.kind.code, at: 4)
        statement.bind(header.occurredAt.microseconds, at: 5)
        statement.bind(copying: header.action.name, at: 6)
        statement.bind(header.outcome.code, at: 7)
        statement.bind(Int64(event.stated.rawValue), at: 8)
        statement.bind(event.sections, at: 9)
        try statement.run()
    }

    /// The oldest events; one that cannot be read keeps its place and is `nil`.
    func oldest(_ request: SpoolRequest) throws -> [SpoolBatch.Entry] {
        let statement = try RawStatement(
            """
            SELECT no, bytes, id, kind, occurred_at, stated, action, outcome, salts, erased,
                who, "where", what, tenant
            FROM spool ORDER BY no LIMIT ?
            """,
            self.database
        )
        defer { statement.reset() }
        statement.bind(Int64(max(request.events, 1)), at: 1)
        var entries: [SpoolBatch.Entry] = []
        var bytes = 0
        while try statement.step() {
            bytes += Int(clamping: statement.integer(1))
            guard entries.isEmpty || bytes <= request.bytes else { break }
            let event = Self.event(statement)
            entries.append(SpoolBatch.Entry(place: statement.integer(0), event: event))
        }
        return entries
    }

    /// Removes the events up to `place`; returns how much that was.
    func remove(through place: Int64) throws -> SpoolSize {
        let removed = try self.size(through: place)
        let statement = try RawStatement("DELETE FROM spool WHERE no <= ?", self.database)
        statement.bind(place, at: 1)
        try statement.run()
        return removed
    }

    /// How much there is up to `place`.
    func size(through place: Int64 = .max) throws -> SpoolSize {
        let statement = try RawStatement(
            "SELECT count(*), coalesce(sum(bytes), 0) FROM spool WHERE no <= ?",
            self.database
        )
        defer { statement.reset() }
        statement.bind(place, at: 1)
        guard try statement.step() else { return SpoolSize() }
        return SpoolSize(
            events: Int(statement.integer(0)),
            bytes: Int(statement.integer(1))
        )
    }

    private static func event(_ statement: RawStatement) -> EncodedEvent? {
        guard let tenant = try? TenantID(statement.text(13)) else { return nil }
        // The columns stand where those of an event do.
        let row = EventRow(statement, tenant: tenant, .event)
        guard let header = row.header, let sections = row.sections else { return nil }
        let stated = UInt8(truncatingIfNeeded: statement.integer(5))
        return EncodedEvent(header: header, sections: sections, stated: .init(rawValue: stated))
    }
}
