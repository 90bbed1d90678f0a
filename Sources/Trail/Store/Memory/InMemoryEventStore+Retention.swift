extension InMemoryEventStore {
    /// Adds a policy.
    ///
    /// - Throws: ``TrailError`` `idConflict` where the name is taken.
    public func add(_ policy: RetentionPolicy) throws {
        try self.checkName(of: policy)
        self.policiesByID[policy.id] = policy
    }

    /// All policies by name; of one name that of all tenants first.
    public func policies() -> [RetentionPolicy] {
        self.policiesByID.values.sorted {
            ($0.name, $0.scope.tenant?.name ?? "") < ($1.name, $1.scope.tenant?.name ?? "")
        }
    }

    /// Replaces the policy of this id; what it has done stays.
    ///
    /// - Returns: Whether there is such a policy.
    public func replace(_ policy: RetentionPolicy) throws -> Bool {
        guard let stored = self.policiesByID[policy.id] else { return false }
        try self.checkName(of: policy)
        var changed = policy
        changed.history = stored.history
        changed.history.updatedAt = policy.history.updatedAt
        self.policiesByID[policy.id] = changed
        return true
    }

    /// Removes a policy.
    ///
    /// - Returns: Whether there was one.
    public func removePolicy(_ id: EventID) -> Bool {
        self.policiesByID.removeValue(forKey: id) != nil
    }

    /// Keeps that a policy ran and how many events it deleted.
    public func noteRun(ofPolicy id: EventID, at time: Timestamp, deleted: Int) {
        self.policiesByID[id]?.history.lastRun = time
        self.policiesByID[id]?.history.deleted += deleted
    }

    /// When the daily run was last complete; `nil` for never.
    public func lastRetention() -> Timestamp? { self.lastRetentionTime }

    /// Keeps when the daily run was complete.
    public func noteRetention(at time: Timestamp) { self.lastRetentionTime = time }

    private func checkName(of policy: RetentionPolicy) throws(TrailError) {
        let isTaken = self.policiesByID.values.contains {
            $0.id != policy.id && $0.name == policy.name && $0.scope.tenant == policy.scope.tenant
        }
        guard isTaken else { return }
        throw TrailError(.idConflict, "There is a retention policy called \(policy.name).")
    }
}

extension InMemoryEventStore {
    /// Places a hold.
    public func add(_ hold: LegalHold) { self.holdsByID[hold.id] = hold }

    /// All holds, the oldest first.
    public func holds() -> [LegalHold] {
        self.holdsByID.values.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    /// Releases a hold; one that is released keeps its first release.
    ///
    /// - Returns: Whether there is such a hold.
    public func releaseHold(_ id: EventID, _ release: LegalHold.Release) -> Bool {
        guard var hold = self.holdsByID[id] else { return false }
        hold.release = hold.release ?? release
        self.holdsByID[id] = hold
        return true
    }
}
