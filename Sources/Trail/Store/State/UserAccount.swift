/// Somebody who may sign in to the server, as stored: the password is not in it.
///
/// A user's name is the id under which what they do is recorded, for ever. So it is never changed
/// and never given to somebody else: an account is disabled, not deleted.
public struct UserAccount: Sendable, Hashable {
    /// What proves that somebody is this user.
    public struct Password: Sendable, Hashable {
        /// The salted hash with its parameters, as whoever made it writes it; empty where no
        /// password is accepted.
        public var hash: String
        /// When it was set.
        public var changedAt: Timestamp
        /// Whether it must be changed before it is good for anything else.
        public var mustChange: Bool

        /// A password.
        public init(hash: String, changedAt: Timestamp, mustChange: Bool = false) {
            self.hash = hash
            self.changedAt = changedAt
            self.mustChange = mustChange
        }
    }

    /// The name by which the user signs in; unique whatever its case.
    public var name: String
    /// What proves that somebody is this user.
    public var password: Password
    /// What the user may do within the tenant.
    public var permissions: Set<Permission>
    /// The tenant it belongs to.
    public var tenant: TenantID
    /// Whether it may do everything, in every tenant.
    public var isSuperuser: Bool
    /// Whether it may not sign in.
    public var isDisabled: Bool
    /// When it was made.
    public var createdAt: Timestamp
    /// When it signed in last; `nil` for never.
    public var lastSignInAt: Timestamp?
    /// Counts the changes of the account, so that nobody overwrites what they have not seen; kept by
    /// the store.
    public var revision: Int64

    /// A new account.
    public init(
        name: String,
        password: Password,
        permissions: Set<Permission>,
        tenant: TenantID,
        isSuperuser: Bool = false,
        createdAt: Timestamp
    ) {
        self.name = name
        self.password = password
        self.permissions = permissions
        self.tenant = tenant
        self.isSuperuser = isSuperuser
        self.isDisabled = false
        self.createdAt = createdAt
        self.lastSignInAt = nil
        self.revision = 0
    }

    /// Whether it may sign in and administer everything.
    public var isActiveSuperuser: Bool { self.isSuperuser && !self.isDisabled }
}
