internal import GRDB
internal import MerkleLog
internal import Trail

/// Removes what a list says of a few events, within one transaction.
struct RemovalStep {
    /// How long the id of a pruned event is kept, so that a repetition gets its first receipt.
    static let memoryOfIDs: Duration = .seconds(30 * 24 * 3_600)

    private let tenant: TenantID
    private let view: LedgerView
    private let database: Database
    private let now: Timestamp
    private var leaves: LeafReader
    private var tally = BatchTally()

    init(_ tenant: TenantID, _ view: LedgerView, now: Timestamp, _ database: Database) {
        self.tenant = tenant
        self.view = view
        self.now = now
        self.database = database
        self.leaves = LeafReader(view, database)
    }

    /// Removes `parts` of the events of `indices` that still have them.
    mutating func run(_ parts: RemovalList.Parts, of indices: Range<UInt64>) throws {
        if parts.contains(.row) {
            try self.delete(indices)
        } else {
            try self.erase(parts, of: try self.entries(indices))
        }
    }

    /// Brings the figures in step with what was removed; to be called once, at the end.
    func finish() throws {
        try self.tally.write(self.view.number, self.database)
    }

    /// These columns of the rows of `indices`, ready to be stepped through.
    private func rows(
        _ columns: String,
        _ indices: Range<UInt64>
    ) throws -> RawStatement {
        let statement = try RawStatement(
            """
            SELECT \(columns) FROM event INDEXED BY event_idx
            WHERE tenant = ? AND idx >= ? AND idx < ? ORDER BY idx
            """,
            self.database
        )
        statement.bind(self.view.number, at: 1)
        statement.bind(Int64(clamping: indices.lowerBound), at: 2)
        statement.bind(Int64(clamping: indices.upperBound), at: 3)
        return statement
    }

    // MARK: - Rows

    /// What is to be known of a row that goes.
    private struct Going {
        let index: UInt64
        let id: [UInt8]
        let recordedAt: Timestamp
        let figures: RowFigures
    }

    private func going(_ indices: Range<UInt64>) throws -> [Going] {
        let columns = "seq, \(RowFigures.columns), idx, id, recorded_at"
        let statement = try self.rows(columns, indices)
        defer { statement.reset() }
        var going: [Going] = []
        while try statement.step() {
            going.append(
                Going(
                    index: UInt64(clamping: statement.integer(7)),
                    id: statement.bytes(8),
                    recordedAt: Timestamp(microseconds: statement.integer(9)),
                    figures: RowFigures(statement, first: 1)
                )
            )
        }
        return going
    }

    private mutating func delete(_ indices: Range<UInt64>) throws {
        let delete = try RawStatement("DELETE FROM event WHERE seq = ?", self.database)
        let oldest = self.now.advanced(by: .zero - Self.memoryOfIDs)
        for row in try self.going(indices) {
            if row.recordedAt > oldest { try self.keepID(of: row) }
            delete.bind(row.figures.sequence, at: 1)
            try delete.run()
            self.tally.remove(row.figures)
        }
    }

    private mutating func keepID(of row: Going) throws {
        // The tree has the leaf of every event; where it has lost it, nothing is repeated.
        guard let leaf = try self.leaves.leaf(at: row.index) else { return }
        let keep = try RawStatement(
            """
            INSERT OR IGNORE INTO spent_id (tenant, id, idx, leaf, recorded_at)
            VALUES (?, ?, ?, ?, ?)
            """,
            self.database
        )
        keep.bind(self.view.number, at: 1)
        keep.bind(copying: row.id, at: 2)
        keep.bind(Int64(row.index), at: 3)
        keep.bind(copying: leaf.bytes, at: 4)
        keep.bind(row.recordedAt.microseconds, at: 5)
        try keep.run()
    }

    // MARK: - Sections

    private struct Found {
        let sequence: Int64
        let entry: LedgerEntry
    }

    private mutating func entries(_ indices: Range<UInt64>) throws -> [Found] {
        let statement = try self.rows(EventRow.Extent.entry.columnList, indices)
        defer { statement.reset() }
        let row = EventRow(statement, tenant: self.tenant, .entry)
        var found: [Found] = []
        while try statement.step() {
            let event = row.event(leaf: try self.leaves.leaf(at: row.index))
            let entry = LedgerEntry(event: event, columns: row.columns)
            found.append(Found(sequence: row.sequence, entry: entry))
        }
        return found
    }

    private mutating func erase(_ parts: RemovalList.Parts, of found: [Found]) throws {
        let update = try RawStatement(
            """
            UPDATE event SET salts = ?, erased = ?, who = ?, "where" = ?, what = ?, problem = ?,
                actor = ?, ip = ?, target = ?, username = ?, status = ?, duration = ?
            WHERE seq = ?
            """,
            self.database
        )
        for row in found {
            let event = row.entry.event
            var sections = event.sections
            for name in SectionName.allCases where parts.contains(RemovalList.Parts(name)) {
                guard let section = sections[name], section.text != nil else { continue }
                sections[name] = .erased(digest: section.digest(as: name))
            }
            guard sections != event.sections else { continue }
            let columns = EventColumns(
                header: event.header,
                sections: sections,
                recordedAt: event.recordedAt
            )
            Self.bind(sections, columns, to: update)
            update.bind(row.sequence, at: 13)
            try update.run()
            self.tally.change(
                from: (event, row.entry.columns),
                to: (event.with(sections), columns),
                sequence: row.sequence
            )
        }
    }

    private static func bind(
        _ sections: Sections,
        _ columns: EventColumns,
        to update: RawStatement
    ) {
        update.bind(sections, at: 1)
        update.bind(columns.isProblem ? 1 : 0 as Int64, at: 6)
        update.bind(copying: columns.actor, orNullAt: 7)
        update.bind(copying: columns.ip, orNullAt: 8)
        update.bind(copying: columns.target, orNullAt: 9)
        update.bind(copying: columns.username, orNullAt: 10)
        update.bind(columns.status.map(Int64.init), at: 11)
        update.bind(columns.duration, at: 12)
    }
}
