internal import GRDB
internal import MerkleLog
internal import Trail

/// Reads rows in ledger order within one snapshot.
struct EntryReader {
    /// Rows that one snapshot is held for at the most.
    private static let most = 10_000

    /// Bytes of sections after which a call returns fewer rows than asked for.
    private static let mostBytes = 8 * 1_048_576

    private let limit: Int
    private let statement: RawStatement
    private let row: EventRow
    private var leaves: LeafReader

    init(_ request: EntriesRequest, _ view: LedgerView, _ database: Database) throws {
        self.limit = min(max(request.limit, 1), Self.most)
        self.statement = try RawStatement(
            """
            SELECT \(EventRow.Extent.entry.columnList) FROM event INDEXED BY event_idx
            WHERE tenant = ? AND idx >= ? AND idx < ? ORDER BY idx LIMIT ?
            """,
            database
        )
        self.statement.bind(view.number, at: 1)
        self.statement.bind(Int64(clamping: request.from), at: 2)
        self.statement.bind(Int64(clamping: request.upTo), at: 3)
        // One more than asked for tells whether there is more.
        self.statement.bind(Int64(self.limit) + 1, at: 4)
        self.row = EventRow(self.statement, tenant: request.tenant, .entry)
        self.leaves = LeafReader(view, database)
    }

    /// The rows, and where to go on.
    consuming func read() throws -> EntriesResult {
        var leaves = self.leaves
        defer { self.statement.reset() }
        var entries: [LedgerEntry] = []
        var bytes = 0
        while try self.statement.step() {
            let index = self.row.index
            guard entries.count < self.limit, bytes < Self.mostBytes else {
                return EntriesResult(entries: entries, next: index)
            }
            let event = self.row.event(leaf: try leaves.leaf(at: index))
            bytes += event.sections.byteCount
            entries.append(LedgerEntry(event: event, columns: self.row.columns))
        }
        return EntriesResult(entries: entries, next: nil)
    }
}
