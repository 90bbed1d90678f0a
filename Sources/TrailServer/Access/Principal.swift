public import Trail

/// Who asks, as far as it has been proved, and what they may do.
public struct Principal: Sendable, Hashable {
    /// What a principal may be permitted; reading never grants deleting.
    public typealias Permission = UserAccount.Permission

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
    /// The session of a browser that is signed in, for the record; nobody can take it over who
    /// knows it.
    public var session: String?
    /// Whether it may do nothing but change its password.
    public var mustChangePassword: Bool

    /// A principal.
    public init(
        id: String,
        name: String? = nil,
        type: Event.ActorType = .user,
        permissions: Set<Permission>,
        tenant: TenantID,
        isSuperuser: Bool = false,
        credential: String? = nil,
        session: String? = nil,
        mustChangePassword: Bool = false
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.permissions = permissions
        self.tenant = tenant
        self.isSuperuser = isSuperuser
        self.credential = credential
        self.session = session
        self.mustChangePassword = mustChangePassword
    }

    /// Whether the principal may do this within its tenant.
    public func may(_ permission: Permission) -> Bool {
        self.isSuperuser || self.permissions.contains(permission)
    }

    /// Whether the principal may administer its tenant: it has every permission there is.
    public var isAdministrator: Bool {
        Permission.allCases.allSatisfy { self.may($0) }
    }

    /// The principal as the actor of what it does.
    public var actor: Event.Actor {
        Event.Actor(
            type: self.type,
            id: self.id,
            name: self.name,
            isVerified: true,
            session: self.session,
            credential: self.credential
        )
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

extension Principal {
    /// The principal that a signed-in user is; one who has to change the password may do nothing
    /// else.
    public init(_ signedIn: SignedInUser) {
        let user = signedIn.user
        let mustChange = user.password.mustChange
        self.init(
            id: user.name,
            permissions: mustChange ? [] : user.permissions,
            tenant: user.tenant,
            isSuperuser: user.isSuperuser && !mustChange,
            credential: "user:" + user.name,
            session: signedIn.session.id,
            mustChangePassword: mustChange
        )
    }
}
