public import Trail

/// Who a token says its bearer is.
public struct JWTIdentity: Sendable, Hashable {
    /// The actor's id, from the first claim that identifies it.
    public var id: String
    /// A name for people to read: `name`, `preferred_username` or `username`.
    public var name: String?
    /// Whether a key vouches for it, and the token was in force when it was read.
    ///
    /// Otherwise the token merely claims it.
    public var isVerified: Bool
    /// The id of the key it was signed with, as far as the token names one.
    public var keyID: String?
    /// The time before which the token is not in force.
    public var notBefore: Timestamp?
    /// The time from which on the token is no longer in force.
    public var expiresAt: Timestamp?
    /// All claims.
    public var claims: JWTClaims

    /// Who issued the token, by its `iss`.
    public var issuer: String? {
        guard case .string(let issuer)? = self.claims["iss"], !issuer.isEmpty else { return nil }
        return issuer
    }

    /// The credential for the record: `jwt:` and the issuer or else the key's id; no secret.
    public var credential: String {
        let credential = "jwt:" + (self.issuer ?? self.keyID ?? "")
        guard credential.utf8.count > 4,
            credential.utf8.count <= JWTIdentification.maximumLength
        else { return "jwt" }
        return credential
    }
}

extension JWTIdentity {
    /// What `token` claims.
    ///
    /// - Throws: `malformed` for a time that is no number, which must not be taken for none;
    ///   `subject` where it identifies nobody.
    init(claimedBy token: SignedToken, _ identification: JWTIdentification) throws(JWTRefusal) {
        guard let id = identification.id(in: token.claims) else { throw .subject }
        self.init(
            id: id,
            name: Self.name(in: token.claims),
            isVerified: false,
            keyID: token.header.keyID,
            notBefore: try Self.time("nbf", in: token.claims),
            expiresAt: try Self.time("exp", in: token.claims),
            claims: token.claims
        )
    }

    /// Why the token is not in force, if it is not; a time is believed to be `leeway` off.
    func refusal(at now: Timestamp, leeway: Duration) -> JWTRefusal? {
        if let expiresAt, expiresAt.advanced(by: leeway) <= now { return .expired }
        if let notBefore, notBefore > now.advanced(by: leeway) { return .notYetValid }
        return nil
    }

    private static func time(
        _ name: String,
        in claims: JWTClaims
    ) throws(JWTRefusal) -> Timestamp? {
        guard let value = claims[name] else { return nil }
        guard let time = NumericDate.timestamp(value) else { throw .malformed }
        return time
    }

    private static func name(in claims: JWTClaims) -> String? {
        for claim in ["name", "preferred_username", "username"] {
            if case .string(let name)? = claims[claim], !name.isEmpty,
                name.utf8.count <= JWTIdentification.maximumLength
            {
                return name
            }
        }
        return nil
    }
}

extension Event.Actor {
    /// The user that a token identifies; verified only if the identity is.
    public init(_ identity: JWTIdentity) {
        self.init(
            type: .user,
            id: identity.id,
            name: identity.name,
            isVerified: identity.isVerified,
            credential: identity.credential
        )
    }
}
