/// What became of a token.
public enum JWTReading: Sendable, Hashable {
    /// A key vouches for the identity, and the token is in force.
    case verified(JWTIdentity)
    /// The token names somebody, and is not believed for this reason; fit for the record, and for
    /// nothing else.
    case claimed(JWTIdentity, JWTRefusal)
    /// No identity.
    case none(JWTRefusal)

    /// The identity, verified or merely claimed, as its `isVerified` says.
    public var identity: JWTIdentity? {
        switch self {
        case .verified(let identity), .claimed(let identity, _): identity
        case .none: nil
        }
    }

    /// Why the token is not believed; `nil` where it is.
    public var refusal: JWTRefusal? {
        switch self {
        case .verified: nil
        case .claimed(_, let refusal), .none(let refusal): refusal
        }
    }
}
