internal import GRDB
internal import Trail
internal import TrailSQL

/// The places of all events of a tenant in the order of its ledger, or the reverse.
struct LedgerPlaces {
    private let statement: RawStatement
    private var found: ArraySlice<EventPlace> = []
    private var last: Int64
    private var look = 64
    private var isExhausted = false

    /// The events up to `ledgerSize` that are met after the cursor, or all of them.
    init(
        _ order: ScanOrder,
        after cursor: EventCursor?,
        ledgerSize: UInt64,
        tenant: Int64,
        _ database: Database
    ) throws {
        let isAscending = order == .arrivalAscending
        self.statement = try RawStatement(
            """
            SELECT time, seq, idx FROM event INDEXED BY event_idx
            WHERE tenant = ?1 AND idx \(isAscending ? "> ?2 AND idx < ?4" : "< ?2")
            ORDER BY idx \(isAscending ? "ASC" : "DESC") LIMIT ?3
            """,
            database
        )
        self.statement.bind(tenant, at: 1)
        let size = Int64(clamping: ledgerSize)
        if isAscending {
            self.statement.bind(size, at: 4)
            self.last = cursor.map { Int64(clamping: $0.index) } ?? -1
        } else {
            self.last = min(size, cursor.map { Int64(clamping: $0.index) } ?? size)
        }
    }

    /// The next place; `nil` after the last.
    mutating func next() throws -> EventPlace? {
        if let place = self.found.popFirst() { return place }
        guard !self.isExhausted else { return nil }
        try self.fill()
        return self.found.popFirst()
    }

    private mutating func fill() throws {
        self.statement.bind(self.last, at: 2)
        self.statement.bind(Int64(self.look), at: 3)
        var places: [EventPlace] = []
        while try self.statement.step() {
            places.append(
                EventPlace(time: self.statement.integer(0), sequence: self.statement.integer(1))
            )
            self.last = self.statement.integer(2)
        }
        self.isExhausted = places.count < self.look
        self.look = min(self.look * 4, SegmentMerge.maximumLook)
        self.found = places[...]
    }
}
