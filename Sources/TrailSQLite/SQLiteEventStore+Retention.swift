internal import GRDB
public import Trail

extension SQLiteEventStore {
    /// Adds a policy.
    ///
    /// - Throws: ``Trail/TrailError`` `idConflict` where the name is taken.
    public func add(_ policy: RetentionPolicy) async throws {
        try await self.refusingTakenName(of: policy) { database in
            try PolicyTable(database: database).add(policy)
        }
    }

    /// All policies by name; of one name that of all tenants first.
    public func policies() async throws -> [RetentionPolicy] {
        try await self.read { try PolicyTable(database: $0).all() }
    }

    /// Replaces the policy of this id; what it has done stays.
    ///
    /// - Returns: Whether there is such a policy.
    /// - Throws: ``Trail/TrailError`` `idConflict` where the name is taken.
    public func replace(_ policy: RetentionPolicy) async throws -> Bool {
        try await self.refusingTakenName(of: policy) { database in
            try PolicyTable(database: database).replace(policy)
        }
    }

    /// Removes a policy.
    ///
    /// - Returns: Whether there was one.
    public func removePolicy(_ id: EventID) async throws -> Bool {
        try await self.write { database, _ in try PolicyTable(database: database).remove(id) }
    }

    /// Keeps that a policy ran and how many events it deleted.
    public func noteRun(
        ofPolicy id: EventID,
        at time: Timestamp,
        deleted: Int
    ) async throws {
        try await self.write { database, _ in
            try PolicyTable(database: database).noteRun(of: id, at: time, deleted: deleted)
        }
    }

    /// When the daily run was last complete; `nil` for never.
    public func lastRetention() async throws -> Timestamp? {
        try await self.read { database in
            try database.firstInteger("SELECT time FROM retention_run")
                .map(Timestamp.init(microseconds:))
        }
    }

    /// Keeps when the daily run was complete.
    public func noteRetention(at time: Timestamp) async throws {
        try await self.write { database, _ in
            let statement = try RawStatement(
                "INSERT OR REPLACE INTO retention_run (no, time) VALUES (1, ?)",
                database
            )
            statement.bind(time.microseconds, at: 1)
            try statement.run()
        }
    }

    private func refusingTakenName<Value: Sendable>(
        of policy: RetentionPolicy,
        _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await self.write { database, _ in try body(database) }
        } catch let error as TrailError {
            guard let failure = error.cause as? SQLiteFailure, failure.isDuplicate else {
                throw error
            }
            throw TrailError(.idConflict, "There is a retention policy called \(policy.name).")
        }
    }
}

extension SQLiteEventStore {
    /// Places a hold.
    public func add(_ hold: LegalHold) async throws {
        try await self.write { database, _ in try HoldTable(database: database).add(hold) }
    }

    /// All holds, the oldest first.
    public func holds() async throws -> [LegalHold] {
        try await self.read { try HoldTable(database: $0).all() }
    }

    /// Releases a hold; one that is released keeps its first release.
    ///
    /// - Returns: Whether there is such a hold.
    public func releaseHold(_ id: EventID, _ release: LegalHold.Release) async throws -> Bool {
        try await self.write { database, _ in
            try HoldTable(database: database).release(id, release)
        }
    }
}
