internal import GRDB
internal import Trail

/// The legal holds.
struct HoldTable {
    let database: Database

    private static let columns = """
        id, tenant, filters, reason, created_by, created_at, released_by, released_at
        """

    func add(_ hold: LegalHold) throws {
        let statement = try RawStatement(
            "INSERT INTO legal_hold (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            self.database
        )
        let filters = CanonicalJSON(.object(hold.filters.mapValues { .string($0) }))
        statement.bind(copying: hold.id.bytes, at: 1)
        statement.bind(copying: hold.tenant.name, at: 2)
        statement.bind(copying: filters.bytes, asTextAt: 3)
        statement.bind(copying: hold.reason, at: 4)
        statement.bind(copying: hold.createdBy, at: 5)
        statement.bind(hold.createdAt.microseconds, at: 6)
        statement.bind(copying: hold.release?.by, orNullAt: 7)
        statement.bind(hold.release?.at.microseconds, at: 8)
        try statement.run()
    }

    func all() throws -> [LegalHold] {
        let statement = try RawStatement(
            "SELECT \(Self.columns) FROM legal_hold ORDER BY created_at, id",
            self.database
        )
        return try Self.holds(statement)
    }

    /// The holds of a tenant that are in force, in the order of their ids.
    func inForce(of tenant: TenantID) throws -> [LegalHold] {
        let statement = try RawStatement(
            """
            SELECT \(Self.columns) FROM legal_hold
            WHERE tenant = ? AND released_at IS NULL ORDER BY id
            """,
            self.database
        )
        statement.bind(copying: tenant.name, at: 1)
        return try Self.holds(statement)
    }

    /// Releases a hold.
    ///
    /// - Returns: Whether there is one.
    func release(_ id: EventID, _ release: LegalHold.Release) throws -> Bool {
        let statement = try RawStatement(
            """
            UPDATE legal_hold SET released_by = coalesce(released_by, ?),
                released_at = coalesce(released_at, ?) WHERE id = ?
            """,
            self.database
        )
        statement.bind(copying: release.by, at: 1)
        statement.bind(release.at.microseconds, at: 2)
        statement.bind(copying: id.bytes, at: 3)
        try statement.run()
        return self.database.changesCount > 0
    }

    private static func holds(_ statement: RawStatement) throws -> [LegalHold] {
        defer { statement.reset() }
        var holds: [LegalHold] = []
        while try statement.step() {
            holds.append(try self.hold(statement))
        }
        return holds
    }

    private static func hold(_ statement: RawStatement) throws(TrailError) -> LegalHold {
        guard let id = EventID(bytes: statement.bytes(0)),
            let tenant = try? TenantID(statement.text(1)),
            let filters = self.filters(statement.bytes(2))
        else { throw TrailError(.ledgerDamaged, "A stored legal hold is malformed.") }
        var hold = LegalHold(
            id: id,
            tenant: tenant,
            filters: filters,
            reason: statement.text(3),
            createdBy: statement.text(4),
            createdAt: Timestamp(microseconds: statement.integer(5))
        )
        if let by = statement.optionalText(6), let at = statement.optionalInteger(7) {
            hold.release = LegalHold.Release(by: by, at: Timestamp(microseconds: at))
        }
        return hold
    }

    private static func filters(_ json: [UInt8]) -> [String: String]? {
        guard case .object(let members)? = try? CanonicalJSON(parsing: json).value else {
            return nil
        }
        let texts = members.compactMapValues { value -> String? in
            guard case .string(let text) = value else { return nil }
            return text
        }
        return texts.count == members.count ? texts : nil
    }
}
