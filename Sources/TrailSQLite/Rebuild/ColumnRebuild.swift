internal import GRDB
internal import MerkleLog
internal import Trail

/// Fills the columns of rows that are empty although the event has something to say there.
struct ColumnRebuild {
    private let number: Int64
    private let database: Database
    private let rows: RawStatement
    private let row: EventRow

    /// Rows that are looked at before what they lack is written.
    private static let step: Int64 = 10_000

    init(_ tenant: TenantID, _ number: Int64, _ database: Database) throws {
        self.number = number
        self.database = database
        self.rows = try RawStatement(
            """
            SELECT \(EventRow.Extent.entry.columnList) FROM event INDEXED BY event_idx
            WHERE tenant = ? AND idx > ? ORDER BY idx LIMIT \(Self.step)
            """,
            database
        )
        self.row = EventRow(self.rows, tenant: tenant, .entry)
    }

    /// A row that lacks something, and what its columns should be.
    private struct Lack {
        let sequence: Int64
        let columns: EventColumns
        let count: Int
    }

    /// Fills what is empty.
    ///
    /// - Returns: How many columns were.
    func run() throws -> Int {
        var last: Int64 = -1
        var filled = 0
        while let lacks = try self.look(after: &last) {
            for lack in lacks {
                try self.fill(lack)
                filled += lack.count
            }
        }
        return filled
    }

    private func look(after last: inout Int64) throws -> [Lack]? {
        defer { self.rows.reset() }
        self.rows.bind(self.number, at: 1)
        self.rows.bind(last, at: 2)
        var lacks: [Lack] = []
        var isEmpty = true
        while try self.rows.step() {
            isEmpty = false
            last = Int64(clamping: self.row.index)
            guard let header = self.row.header, let sections = self.row.sections else { continue }
            let right = EventColumns(
                header: header,
                sections: sections,
                recordedAt: self.row.recordedAt
            )
            var columns = self.row.columns
            let count = columns.fill(from: right)
            guard count > 0 else { continue }
            lacks.append(Lack(sequence: self.row.sequence, columns: columns, count: count))
        }
        return isEmpty ? nil : lacks
    }

    private func fill(_ lack: Lack) throws {
        let update = try RawStatement(
            """
            UPDATE event SET actor = ?, ip = ?, target = ?, username = ?, status = ?, duration = ?
            WHERE seq = ?
            """,
            self.database
        )
        update.bind(copying: lack.columns.actor, orNullAt: 1)
        update.bind(copying: lack.columns.ip, orNullAt: 2)
        update.bind(copying: lack.columns.target, orNullAt: 3)
        update.bind(copying: lack.columns.username, orNullAt: 4)
        update.bind(lack.columns.status.map(Int64.init), at: 5)
        update.bind(lack.columns.duration, at: 6)
        update.bind(lack.sequence, at: 7)
        try update.run()
    }
}

extension EventColumns {
    /// Takes over what is empty here and is not in `right`.
    ///
    /// - Returns: How many columns that were.
    fileprivate mutating func fill(from right: EventColumns) -> Int {
        Self.fill(&self.actor, right.actor) + Self.fill(&self.ip, right.ip)
            + Self.fill(&self.target, right.target) + Self.fill(&self.username, right.username)
            + Self.fill(&self.status, right.status) + Self.fill(&self.duration, right.duration)
    }

    private static func fill<Value>(_ value: inout Value?, _ right: Value?) -> Int {
        guard value == nil, right != nil else { return 0 }
        value = right
        return 1
    }
}
