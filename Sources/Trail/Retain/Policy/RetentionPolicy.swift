/// How long events are kept: all of them or those of one kind, of all tenants or of one.
public struct RetentionPolicy: Sendable, Hashable {
    /// Which events a policy is for.
    public struct Scope: Sendable, Hashable {
        /// The tenant; `nil` for all.
        public var tenant: TenantID?
        /// The kind; `nil` for all.
        public var kind: Event.Kind?

        /// A scope; everything unless told otherwise.
        public init(tenant: TenantID? = nil, kind: Event.Kind? = nil) {
            self.tenant = tenant
            self.kind = kind
        }

        /// Whether events of a tenant and kind lie within.
        public func contains(_ tenant: TenantID, _ kind: Event.Kind) -> Bool {
            (self.tenant ?? tenant) == tenant && (self.kind ?? kind) == kind
        }

        /// How specific it is: tenant and kind, then tenant, then kind, then neither.
        var rank: Int { (self.tenant == nil ? 0 : 2) + (self.kind == nil ? 0 : 1) }
    }

    /// What a policy has done.
    public struct History: Sendable, Hashable {
        /// When it ran last; `nil` for never.
        public var lastRun: Timestamp?
        /// How many events it has deleted so far.
        public var deleted: Int
        /// When it was made.
        public var createdAt: Timestamp
        /// When somebody changed it last.
        public var updatedAt: Timestamp

        /// The history of a policy that is made now.
        public init(createdAt: Timestamp) {
            self.lastRun = nil
            self.deleted = 0
            self.createdAt = createdAt
            self.updatedAt = createdAt
        }
    }

    /// The days that a policy may say.
    public static let days = 1...36_500

    /// Its id, a UUID.
    public let id: EventID
    /// What people call it; unique within its tenant, or among those of all tenants.
    public var name: String
    /// Which events it is for.
    public var scope: Scope
    /// For how many days events are kept, from ``SealedEvent/retainedFrom`` on; one at least.
    public var retainDays: Int
    /// Whether it is in force.
    public var isActive: Bool
    /// What it has done; kept by the store.
    public var history: History

    /// A policy.
    public init(
        id: EventID,
        name: String,
        scope: Scope = Scope(),
        retainDays: Int,
        isActive: Bool = true,
        createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.scope = scope
        self.retainDays = retainDays
        self.isActive = isActive
        self.history = History(createdAt: createdAt)
    }
}
