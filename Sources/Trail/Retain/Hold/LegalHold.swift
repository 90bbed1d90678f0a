/// Keeps events from being removed, by whatever means, until somebody releases it.
///
/// It beats retention, purge and erasure. It covers events that are there and those that come.
public struct LegalHold: Sendable, Hashable {
    /// That a hold is no longer in force.
    public struct Release: Sendable, Hashable {
        /// Who released it, by id.
        public var by: String
        /// When.
        public var at: Timestamp

        /// A release.
        public init(by: String, at: Timestamp) {
            self.by = by
            self.at = at
        }
    }

    /// Its id, a UUID.
    public let id: EventID
    /// Whose events.
    public let tenant: TenantID
    /// Which of them: parameters of the lists, by name; none for all events of the tenant.
    public let filters: [String: String]
    /// Why: the reference of a case.
    public let reason: String
    /// Who placed it, by id.
    public let createdBy: String
    /// When it was placed.
    public let createdAt: Timestamp
    /// That it was released; `nil` while it is in force.
    public var release: Release?

    /// A hold that is in force.
    public init(
        id: EventID,
        tenant: TenantID,
        filters: [String: String],
        reason: String,
        createdBy: String,
        createdAt: Timestamp
    ) {
        self.id = id
        self.tenant = tenant
        self.filters = filters
        self.reason = reason
        self.createdBy = createdBy
        self.createdAt = createdAt
    }
}
