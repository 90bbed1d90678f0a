internal import GRDB

/// What is in the outbox of a tracked database.
public struct OutboxStatus: Sendable, Hashable {
    /// Changes that wait to be recorded.
    public let waiting: Int
    /// Changes that no ledger took, put aside in `trail_refused` for somebody to look at.
    public let refused: Int
}

extension ChangeTracker {
    /// What is in the outbox now.
    ///
    /// - Throws: `DatabaseError`.
    public func outbox() throws -> OutboxStatus {
        try self.database.read { db in
            guard try Outbox.exists(db) else { return OutboxStatus(waiting: 0, refused: 0) }
            let first = OutboxKind.create.rawValue
            let last = OutboxKind.unlink.rawValue
            let waiting = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM trail_change WHERE kind & 7 BETWEEN ? AND ?",
                arguments: [first, last]
            )
            let refused = try Int.fetchOne(db, sql: "SELECT count(*) FROM trail_refused")
            return OutboxStatus(waiting: waiting ?? 0, refused: refused ?? 0)
        }
    }
}
