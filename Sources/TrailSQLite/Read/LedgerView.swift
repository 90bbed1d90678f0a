internal import GRDB
internal import MerkleLog
internal import Trail

/// What a read needs to know of a ledger: a part of its row, unchecked.
struct LedgerView: Sendable {
    /// The tenant's number.
    let number: Int64
    /// How many events the ledger has taken in.
    let size: UInt64
    /// The leaves of the tile that is not full.
    let tail: [Hash]

    /// The view of a tenant's ledger; `nil` where it has none.
    static func read(_ tenant: TenantID, _ database: Database) throws -> LedgerView? {
        let statement = try RawStatement(
            "SELECT no, size, tail FROM tenant WHERE name = ?",
            database
        )
        statement.bind(copying: tenant.name, at: 1)
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        return LedgerView(
            number: statement.integer(0),
            size: UInt64(clamping: statement.integer(1)),
            tail: Hash.list(statement.memory(2))
        )
    }
}
