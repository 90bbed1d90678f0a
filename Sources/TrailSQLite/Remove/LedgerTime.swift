internal import GRDB
internal import Trail

/// Finds the place of a time of recording in a ledger, in which those times never go back.
struct LedgerTime {
    private let tenant: Int64
    private let size: UInt64
    private let statement: RawStatement

    init(_ view: LedgerView, _ database: Database) throws {
        self.tenant = view.number
        self.size = view.size
        self.statement = try RawStatement(
            """
            SELECT recorded_at FROM event INDEXED BY event_idx
            WHERE tenant = ? AND idx >= ? ORDER BY idx LIMIT 1
            """,
            database
        )
    }

    /// The first index whose event was recorded at `time` or later; that of the ledger's end where
    /// there is none.
    func place(of time: Timestamp) throws -> UInt64 {
        var low: UInt64 = 0
        var high = self.size
        while low < high {
            let middle = low + (high - low) / 2
            // Where the row is gone, the next one that is left speaks for it.
            if let found = try self.recordedAt(from: middle), found < time.microseconds {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    private func recordedAt(from index: UInt64) throws -> Int64? {
        self.statement.bind(self.tenant, at: 1)
        self.statement.bind(Int64(clamping: index), at: 2)
        guard try self.statement.step() else { return nil }
        defer { self.statement.reset() }
        return self.statement.integer(0)
    }
}
