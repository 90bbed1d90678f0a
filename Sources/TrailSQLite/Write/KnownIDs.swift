internal import GRDB
internal import MerkleLog
internal import Trail

/// The ids that a ledger has taken in, those of pruned events included as long as they may come
/// again.
struct KnownIDs {
    private let tenant: Int64
    private let database: Database
    private var leaves: LeafReader
    private let rows: EventRows
    private let hasSpentIDs: Bool

    init(tenant: Int64, _ head: LedgerHead, _ database: Database) throws {
        self.tenant = tenant
        self.database = database
        self.leaves = LeafReader(tenant: tenant, head, database)
        self.rows = try EventRows(.byID, tenant: head.tenant, database)
        let spent = try database.firstInteger(
            "SELECT 1 FROM spent_id WHERE tenant = ? LIMIT 1",
            tenant
        )
        self.hasSpentIDs = spent != nil
    }

    /// What an event of a known id is: a repetition or a conflict; `nil` for an id that is new.
    mutating func outcome(of event: EncodedEvent) throws -> AppendResult.Outcome? {
        let id = event.header.id
        if let first = try self.rows.event(id, tenant: self.tenant, &self.leaves) {
            guard event.repeats(first.header, first.sections) else { return .conflict(id) }
            return .repeated(.durable(id, index: first.index, leaf: first.leaf))
        }
        guard self.hasSpentIDs else { return nil }
        let statement = try RawStatement(
            "SELECT idx, leaf FROM spent_id WHERE tenant = ? AND id = ?",
            self.database
        )
        statement.bind(self.tenant, at: 1)
        statement.bind(copying: id.bytes, at: 2)
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        guard let leaf = Hash(bytes: statement.memory(1)) else { return nil }
        // Of a pruned event nothing is left that could contradict the repetition.
        return .repeated(.durable(id, index: UInt64(statement.integer(0)), leaf: leaf))
    }
}
