internal import GRDB
internal import MerkleLog
internal import Trail

/// Reads single rows of a tenant by what identifies them.
struct EventRows {
    /// What identifies a row.
    enum Key {
        /// Its number, `?1`.
        case bySequence
        /// Its id, `?1`, and its tenant, `?2`.
        case byID
    }

    private let statement: RawStatement
    private let tenant: TenantID
    private let extent: EventRow.Extent

    init(
        _ key: Key,
        _ extent: EventRow.Extent = .event,
        tenant: TenantID,
        _ database: Database
    ) throws {
        let condition =
            switch key {
            case .bySequence: "seq = ?1"
            case .byID: "id = ?1 AND tenant = ?2"
            }
        self.statement = try RawStatement(
            "SELECT \(extent.columnList) FROM event WHERE \(condition)",
            database
        )
        self.tenant = tenant
        self.extent = extent
    }

    /// The event of an id; `nil` where the tenant has none such.
    func event(
        _ id: EventID,
        tenant number: Int64,
        _ leaves: inout LeafReader
    ) throws -> SealedEvent? {
        try id.withUnsafeBytes { bytes in
            self.statement.bind(bytes: bytes, at: 1)
            self.statement.bind(number, at: 2)
            return try self.read { row in row.event(leaf: try leaves.leaf(at: row.index)) }
        }
    }

    /// What `body` makes of the row of a number; `nil` where there is no such row.
    func row<Value>(at sequence: Int64, _ body: (EventRow) throws -> Value) throws -> Value? {
        self.statement.bind(sequence, at: 1)
        return try self.read(body)
    }

    private func read<Value>(_ body: (EventRow) throws -> Value) throws -> Value? {
        guard try self.statement.step() else { return nil }
        defer { self.statement.reset() }
        return try body(EventRow(self.statement, tenant: self.tenant, self.extent))
    }
}
