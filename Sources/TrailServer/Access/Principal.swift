public import Trail

/// Who asks, as far as it has been proved, and what they may do.
public struct Principal: Sendable, Hashable {
    /// What a principal may be permitted; reading never grants deleting.
    public enum Permission: String, Sendable, Hashable, CaseIterable {
        /// Recording events.
        case ingest
        /// Reading one's own events.
        case viewLogs = "view_logs"
        /// Reading all events of the tenant.
        case viewAllLogs = "view_all_logs"
        /// Changing how long events are kept.
        case manageRetention = "manage_retention"
        /// Erasing what the log says about a person.
        case erase
        /// Changing where events are stored.
        case manageDatabaseConfig = "manage_database_config"
    }

    /// The id under which the principal's own acts are recorded as verified.
    public var id: String
    /// A name for people to read.
    public var name: String?
    /// What sort of actor it is.
    public var type: Event.ActorType
    /// What it may do within its tenant.
    public var permissions: Set<Permission>
    /// The tenant it belongs to.
    public var tenant: TenantID
    /// Whether it may do everything, in every tenant.
    public var isSuperuser: Bool
    /// The credential it showed, for the record: `token:backup`, never the secret.
    public var credential: String?

    /// A principal.
    public init(
        id: String,
        name: String? = nil,
        type: Event.ActorType = .user,
        permissions: Set<Permission>,
        tenant: TenantID,
        isSuperuser: Bool = false,
        credential: String? = nil
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.permissions = permissions
        self.tenant = tenant
        self.isSuperuser = isSuperuser
        self.credential = credential
    }

    /// Whether the principal may do this within its tenant.
    public func may(_ permission: Permission) -> Bool {
        self.isSuperuser || self.permissions.contains(permission)
    }
}

extension Principal {
    /// The principal that a token stands for.
    public init(_ token: APIToken) {
        let credential = "token:" + token.name
        self.init(
            id: credential,
            name: token.name,
            type: .service,
            permissions: token.scopes.reduce(into: []) { $0.formUnion(Self.permissions(of: $1)) },
            tenant: token.tenant,
            credential: credential
        )
    }

    /// What a scope permits: `ingest` recording, `read` reading all, `admin` every permission.
    static func permissions(of scope: APIToken.Scope) -> Set<Permission> {
        switch scope {
        case .ingest: [.ingest]
        case .read: [.viewAllLogs]
        case .admin: Set(Permission.allCases)
        }
    }
}
