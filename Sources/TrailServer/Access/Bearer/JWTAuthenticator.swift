public import Trail
public import TrailJWT

/// Knows the tokens that an identity provider issues (JWT).
///
/// Only what a key vouches for becomes a principal, and never a superuser: a mere claim is
/// nobody. What the principal may do, and in which tenant, is what the token says.
public struct JWTAuthenticator: BearerAuthenticator {
    private let reader: JWTReader
    private let permissionsClaim: String?
    private let tenantClaim: String?
    private let tenant: TenantID

    /// An authenticator.
    ///
    /// - Parameters:
    ///   - reader: Reads the tokens.
    ///   - permissionsClaim: The claim, or the path to it, that lists the names of permissions; it
    ///     may list other names too. Without it principals may do nothing.
    ///   - tenantClaim: The claim, or the path to it, that names the tenant. Who has none that is
    ///     valid is not let in.
    ///   - tenant: The tenant of all where there is no such claim.
    public init(
        _ reader: JWTReader,
        permissionsClaim: String? = nil,
        tenantClaim: String? = nil,
        tenant: TenantID = .default
    ) {
        self.reader = reader
        self.permissionsClaim = permissionsClaim
        self.tenantClaim = tenantClaim
        self.tenant = tenant
    }

    /// The reader's prefix.
    public var scheme: String { self.reader.configuration.prefix }

    /// Who presents `token`; `nil` unless it is verified.
    public func principal(presenting token: String) async -> Principal? {
        // An API token is known by its store alone, and its secret is shown to nobody else.
        guard TokenSecret(token) == nil,
            case .verified(let identity) = await self.reader.read(token),
            !Self.isReserved(identity.id), let tenant = self.tenant(of: identity)
        else { return nil }
        return Principal(
            id: identity.id,
            name: identity.name,
            permissions: self.permissions(of: identity),
            tenant: tenant,
            credential: identity.credential
        )
    }

    /// Whether an id is one of the server's own: `token:` and the name of an API token.
    private static func isReserved(_ id: String) -> Bool {
        id.utf8.starts(with: "token:".utf8)
    }

    private func permissions(of identity: JWTIdentity) -> Set<Principal.Permission> {
        guard let permissionsClaim else { return [] }
        let names = identity.claims.texts(at: permissionsClaim) ?? []
        return Set(names.compactMap(Principal.Permission.init))
    }

    private func tenant(of identity: JWTIdentity) -> TenantID? {
        guard let tenantClaim else { return self.tenant }
        guard case .string(let name)? = identity.claims.value(at: tenantClaim) else { return nil }
        // A name that no ledger can have is nobody's.
        return try? TenantID(name)
    }
}
