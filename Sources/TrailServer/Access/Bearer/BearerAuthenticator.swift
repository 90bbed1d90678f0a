/// Knows some kind of bearer token.
public protocol BearerAuthenticator: Sendable {
    /// What stands before such a token in an `Authorization` header, in any case; `Bearer` unless
    /// it says otherwise.
    var scheme: String { get }

    /// Who presents `token`; `nil` where it is not a token of this kind, or not accepted.
    ///
    /// - Throws: ``Trail/TrailError`` where it cannot be found out at the moment. Nobody is let in then.
    func principal(presenting token: String) async throws -> Principal?
}

extension BearerAuthenticator {
    /// `Bearer` (RFC 6750).
    public var scheme: String { "Bearer" }
}
