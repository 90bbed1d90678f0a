internal import GRDB
internal import MerkleLog
internal import Trail

/// What the store has in the places of archived events.
struct RestorationPlaces {
    private let tenant: Int64
    private let rows: RawStatement
    private let ids: RawStatement
    private var leaves: LeafReader

    /// Looks at a tenant's ledger.
    ///
    /// - Throws: ``Trail/TrailError`` `ledgerDamaged` where there is none.
    init(_ tenant: TenantID, _ database: Database) throws {
        guard let view = try LedgerView.read(tenant, database) else {
            throw TrailError(.ledgerDamaged, "There is no ledger of \(tenant) to bring events to.")
        }
        try self.init(view, database)
    }

    init(_ view: LedgerView, _ database: Database) throws {
        self.tenant = view.number
        self.leaves = LeafReader(view, database)
        self.rows = try RawStatement(
            "SELECT 1 FROM event INDEXED BY event_idx WHERE tenant = ? AND idx = ?",
            database
        )
        self.ids = try RawStatement(
            "SELECT 1 FROM event INDEXED BY event_id WHERE id = ? AND tenant = ?",
            database
        )
    }

    /// What there is in the place of each event.
    func places(of events: [SealedEvent]) throws -> [RestorationSelection.Place] {
        var reader = self
        return try events.map { try reader.place(of: $0) }
    }

    private mutating func place(of event: SealedEvent) throws -> RestorationSelection.Place {
        defer {
            self.rows.reset()
            self.ids.reset()
        }
        self.rows.bind(self.tenant, at: 1)
        self.rows.bind(Int64(clamping: event.index), at: 2)
        let isPresent = try self.rows.step()
        self.ids.bind(copying: event.header.id.bytes, at: 1)
        self.ids.bind(self.tenant, at: 2)
        return RestorationSelection.Place(
            leaf: try self.leaves.leaf(at: event.index),
            isPresent: isPresent,
            isIDTaken: try !isPresent && self.ids.step()
        )
    }
}
