internal import GRDB
internal import Trail
internal import TrailSQL

/// The retention policies.
struct PolicyTable {
    let database: Database

    private static let columns = """
        id, name, tenant, kind, retain_days, is_active, last_run, deleted, created_at, updated_at
        """

    func add(_ policy: RetentionPolicy) throws {
        let statement = try RawStatement(
            """
            INSERT INTO retention_policy (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            self.database
        )
        statement.bind(copying: policy.id.bytes, at: 1)
        Self.bind(policy, to: statement, from: 2)
        statement.bind(policy.history.lastRun?.microseconds, at: 7)
        statement.bind(Int64(policy.history.deleted), at: 8)
        statement.bind(policy.history.createdAt.microseconds, at: 9)
        statement.bind(policy.history.updatedAt.microseconds, at: 10)
        try statement.run()
    }

    func all() throws -> [RetentionPolicy] {
        let statement = try RawStatement(
            """
            SELECT \(Self.columns) FROM retention_policy ORDER BY name, coalesce(tenant, '')
            """,
            self.database
        )
        defer { statement.reset() }
        var policies: [RetentionPolicy] = []
        while try statement.step() {
            policies.append(try Self.policy(statement))
        }
        return policies
    }

    /// Replaces the policy of this id.
    ///
    /// - Returns: Whether there is one.
    func replace(_ policy: RetentionPolicy) throws -> Bool {
        let statement = try RawStatement(
            """
            UPDATE retention_policy SET name = ?, tenant = ?, kind = ?, retain_days = ?,
                is_active = ?, updated_at = ? WHERE id = ?
            """,
            self.database
        )
        Self.bind(policy, to: statement, from: 1)
        statement.bind(policy.history.updatedAt.microseconds, at: 6)
        statement.bind(copying: policy.id.bytes, at: 7)
        try statement.run()
        return self.database.changesCount > 0
    }

    /// Removes a policy.
    ///
    /// - Returns: Whether there was one.
    func remove(_ id: EventID) throws -> Bool {
        let statement = try RawStatement(
            "DELETE FROM retention_policy WHERE id = ?",
            self.database
        )
        statement.bind(copying: id.bytes, at: 1)
        try statement.run()
        return self.database.changesCount > 0
    }

    func noteRun(of id: EventID, at time: Timestamp, deleted: Int) throws {
        let statement = try RawStatement(
            "UPDATE retention_policy SET last_run = ?, deleted = deleted + ? WHERE id = ?",
            self.database
        )
        statement.bind(time.microseconds, at: 1)
        statement.bind(Int64(deleted), at: 2)
        statement.bind(copying: id.bytes, at: 3)
        try statement.run()
    }

    /// Binds what may change of a policy: five values.
    private static func bind(
        _ policy: RetentionPolicy,
        to statement: RawStatement,
        from place: Int
    ) {
        statement.bind(copying: policy.name, at: place)
        statement.bind(copying: policy.scope.tenant?.name, orNullAt: place + 1)
        statement.bind(policy.scope.kind?.code, at: place + 2)
        statement.bind(Int64(policy.retainDays), at: place + 3)
        statement.bind(policy.isActive ? 1 : 0, at: place + 4)
    }

    private static func policy(_ statement: RawStatement) throws(TrailError) -> RetentionPolicy {
        do {
            var kind: Event.Kind?
            if let code = statement.optionalInteger(3) {
                kind = Event.Kind(code: code)
                // A kind that is not known must not become all kinds.
                guard kind != nil else { throw Malformed() }
            }
            guard let id = EventID(bytes: statement.bytes(0)) else { throw Malformed() }
            var policy = RetentionPolicy(
                id: id,
                name: statement.text(1),
                scope: RetentionPolicy.Scope(
                    tenant: try statement.optionalText(2).map { try TenantID($0) },
                    kind: kind
                ),
                retainDays: Int(statement.integer(4)),
                isActive: statement.integer(5) != 0,
                createdAt: Timestamp(microseconds: statement.integer(8))
            )
            policy.history.lastRun = statement.optionalInteger(6)
                .map(Timestamp.init(microseconds:))
            policy.history.deleted = Int(statement.integer(7))
            policy.history.updatedAt = Timestamp(microseconds: statement.integer(9))
            return policy
        } catch {
            throw TrailError(.ledgerDamaged, "A stored policy is malformed.", cause: error)
        }
    }

    private struct Malformed: Error {}
}
