internal import GRDB
internal import Trail

/// The recorded removals of a tenant.
struct RemovalTable {
    let tenant: Int64
    let database: Database

    /// Records a removal that is about to be carried out.
    func insert(_ removal: Removal) throws {
        let statement = try RawStatement(
            "INSERT INTO removal (tenant, record_idx, list, is_pending) VALUES (?, ?, ?, 1)",
            self.database
        )
        statement.bind(self.tenant, at: 1)
        statement.bind(Int64(removal.recordIndex), at: 2)
        statement.bind(copying: removal.list, at: 3)
        try statement.run()
    }

    /// All removals, oldest first.
    func all() throws -> [Removal] {
        let statement = try RawStatement(
            "SELECT record_idx, list FROM removal WHERE tenant = ? ORDER BY record_idx",
            self.database
        )
        defer { statement.reset() }
        statement.bind(self.tenant, at: 1)
        var removals: [Removal] = []
        while try statement.step() {
            removals.append(Self.removal(statement))
        }
        return removals
    }

    /// The removals of all tenants that are not carried out yet, of each tenant the oldest first.
    static func pending(_ database: Database) throws -> [(tenant: TenantID, removal: Removal)] {
        let statement = try RawStatement(
            """
            SELECT record_idx, list, name FROM removal
            JOIN tenant ON tenant.no = removal.tenant
            WHERE is_pending = 1 ORDER BY tenant.no, record_idx
            """,
            database
        )
        defer { statement.reset() }
        var pending: [(tenant: TenantID, removal: Removal)] = []
        while try statement.step() {
            guard let tenant = try? TenantID(statement.text(2)) else { continue }
            pending.append((tenant, Self.removal(statement)))
        }
        return pending
    }

    private static func removal(_ statement: RawStatement) -> Removal {
        Removal(
            recordIndex: UInt64(clamping: statement.integer(0)),
            list: statement.bytes(1)
        )
    }

    /// Whether a removal is the last that was recorded, and is not carried out yet.
    func isUnderWay(_ removal: Removal) throws -> Bool {
        try self.database.firstInteger(
            """
            SELECT 1 FROM removal WHERE tenant = ?1 AND record_idx = ?2 AND is_pending = 1
                AND NOT EXISTS (SELECT 1 FROM removal WHERE tenant = ?1 AND record_idx > ?2)
            """,
            self.tenant,
            Int64(removal.recordIndex)
        ) != nil
    }

    /// Notes that a removal is carried out.
    func finish(_ removal: Removal) throws {
        let statement = try RawStatement(
            "UPDATE removal SET is_pending = 0 WHERE tenant = ? AND record_idx = ?",
            self.database
        )
        statement.bind(self.tenant, at: 1)
        statement.bind(Int64(removal.recordIndex), at: 2)
        try statement.run()
    }
}
