/// Why a token is not believed: for a debugging log, since it holds nothing of the token.
public enum JWTRefusal: String, Error, Sendable, Hashable, CaseIterable {
    /// Nothing was presented.
    case absent
    /// It stands behind another prefix than the configured one.
    case otherPrefix = "other_prefix"
    /// It is longer than 8,192 bytes.
    case tooLong = "too_long"
    /// It is no JWS in compact form with a set of claims.
    case malformed
    /// Its algorithm is none, unknown, or not allowed.
    case algorithm
    /// Its header demands an extension (`crit`); none is known here.
    case critical
    /// No claim identifies anybody.
    case subject
    /// Verification is off, or there is no key at all.
    case unverified
    /// No key has its `kid` and algorithm.
    case unknownKey = "unknown_key"
    /// It is not signed by the key, or was altered.
    case signature
    /// It is no longer in force.
    case expired
    /// It is not in force yet.
    case notYetValid = "not_yet_valid"
    /// It was issued by somebody else.
    case issuer
    /// It is meant for somebody else.
    case audience
}
