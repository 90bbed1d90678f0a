internal import Trail

/// Which tokens are believed.
public struct JWTConfiguration: Sendable {
    /// What stands before a token in an `Authorization` header, in any case.
    public var prefix = "Bearer"
    /// Whether tokens are verified; otherwise every identity remains a claim.
    public var isVerifying = true
    /// The algorithms that a token may be signed with.
    public var algorithms = Set(JWTSigningAlgorithm.allCases)
    /// Whom a token must be meant for, one of them at least; anyone while empty.
    public var audiences: Set<String> = []
    /// Who must have issued a token; anyone who has the key while empty.
    public var issuers: Set<String> = []
    /// How the id of an actor is found among the claims.
    public var identification = JWTIdentification.claims(JWTIdentification.defaultClaims)
    /// How much the clocks of issuer and server may differ.
    public var leeway: Duration = .seconds(30)

    /// The defaults.
    public init() {}

    /// Why `identity`, whose signature is right, was not issued by or for the right ones.
    func refusal(of identity: JWTIdentity) -> JWTRefusal? {
        if !self.issuers.isEmpty {
            guard let issuer = identity.issuer, self.issuers.contains(issuer) else {
                return .issuer
            }
        }
        guard !self.audiences.isEmpty else { return nil }
        let audiences: [String]? =
            switch identity.claims["aud"] {
            case .string(let audience): [audience]
            case .array(let elements): JWTClaims.texts(elements)
            default: nil
            }
        guard let audiences, !self.audiences.isDisjoint(with: audiences) else { return .audience }
        return nil
    }
}
