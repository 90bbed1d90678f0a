/// A bearer token as stored: its secret is not in it.
public struct APIToken: Sendable, Hashable {
    /// What a token may be used for.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        /// Recording events.
        case ingest
        /// Reading all events of the tenant.
        case read
        /// Everything within the tenant.
        case admin
    }

    /// What people call it.
    public var name: String
    /// The SHA-256 of the secret.
    public var hash: [UInt8]
    /// What it may be used for.
    public var scopes: Set<Scope>
    /// The tenant it is confined to.
    public var tenant: TenantID
    /// When it was made.
    public var createdAt: Timestamp
    /// When it ends; `nil` for never.
    public var expiresAt: Timestamp?
    /// When it was revoked.
    public var revokedAt: Timestamp?

    /// A token.
    public init(
        name: String,
        hash: [UInt8],
        scopes: Set<Scope>,
        tenant: TenantID,
        createdAt: Timestamp,
        expiresAt: Timestamp? = nil
    ) {
        self.name = name
        self.hash = hash
        self.scopes = scopes
        self.tenant = tenant
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    /// Whether the token is good at `time`.
    public func isValid(at time: Timestamp) -> Bool {
        guard self.revokedAt == nil else { return false }
        guard let expiresAt = self.expiresAt else { return true }
        return time < expiresAt
    }
}
