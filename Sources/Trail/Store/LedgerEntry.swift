/// Which rows of a ledger are wanted.
public struct EntriesRequest: Sendable, Hashable {
    /// Whose ledger.
    public var tenant: TenantID
    /// The first index.
    public var from: UInt64
    /// The index after the last.
    public var upTo: UInt64
    /// The most rows that one call returns.
    public var limit: Int

    /// Rows of `from ..< upTo`, at most `limit`.
    public init(tenant: TenantID, from: UInt64, upTo: UInt64, limit: Int = 1_000) {
        self.tenant = tenant
        self.from = from
        self.upTo = upTo
        self.limit = limit
    }
}

/// Rows of a ledger in order of their index; pruned ones are left out.
public struct EntriesResult: Sendable {
    /// The rows.
    public let entries: [LedgerEntry]
    /// Where the next call goes on; `nil` when the range is exhausted.
    public let next: UInt64?

    /// Rows and where to go on.
    public init(entries: [LedgerEntry], next: UInt64?) {
        self.entries = entries
        self.next = next
    }
}

/// One stored row: the event, and the columns beside it that exist only to find it.
public struct LedgerEntry: Sendable, Hashable {
    /// The event as its row says.
    ///
    /// The leaf it carries is the tree's, or that of the row; verification does not look at it and
    /// computes its own.
    public let event: SealedEvent
    /// The find-only columns as stored; verification derives them again and compares.
    public let columns: EventColumns

    /// A row.
    public init(event: SealedEvent, columns: EventColumns) {
        self.event = event
        self.columns = columns
    }
}
