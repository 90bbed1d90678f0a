internal import GRDB
internal import MerkleLog
internal import Trail

/// Says whether the event of a row matches a query, reading no more of the row than that takes.
struct RowJudge {
    private let query: EventQuery
    private let rows: EventRows?

    /// A judge.
    ///
    /// - Parameters:
    ///   - query: What is asked.
    ///   - sections: The sections that its filters look into.
    ///   - isTrusting: Whether the rows are known to match.
    ///   - database: Where the rows are.
    /// - Throws: What SQLite says of the statement.
    init(
        _ query: EventQuery,
        sections: Set<SectionName>,
        isTrusting: Bool,
        _ database: Database
    ) throws {
        self.query = query
        self.rows =
            isTrusting
            ? nil
            : try EventRows(.bySequence, .judged(sections), tenant: query.tenant, database)
    }

    /// Whether the event of a row matches.
    func matches(_ sequence: Int64) throws -> Bool {
        guard let rows = self.rows else { return true }
        return try rows.row(at: sequence) { row in
            // The leaf is not asked for, and anything but `nil` spares computing it.
            self.query.matches(row.event(leaf: .emptyTree))
        } ?? false
    }
}
