/// Keeps retention policies, and when retention ran.
public protocol PolicyStore: Sendable {
    /// Adds a policy.
    ///
    /// - Throws: ``TrailError`` `idConflict` where the name is taken within its tenant, or among
    ///   the policies of all tenants.
    func add(_ policy: RetentionPolicy) async throws

    /// All policies by name; of one name that of all tenants first.
    func policies() async throws -> [RetentionPolicy]

    /// Replaces the policy of this id; what it has done stays, but for the time of the change.
    ///
    /// - Returns: Whether there is such a policy.
    /// - Throws: ``TrailError`` `idConflict` as adding one.
    func replace(_ policy: RetentionPolicy) async throws -> Bool

    /// Removes a policy.
    ///
    /// - Returns: Whether there was one.
    func removePolicy(_ id: EventID) async throws -> Bool

    /// Keeps that a policy ran and how many events it deleted; nothing where there is no such
    /// policy any more.
    func noteRun(ofPolicy id: EventID, at time: Timestamp, deleted: Int) async throws

    /// When the daily run was last complete; `nil` for never.
    func lastRetention() async throws -> Timestamp?

    /// Keeps when the daily run was complete.
    func noteRetention(at time: Timestamp) async throws
}
