/// Knows some kind of bearer token.
public protocol BearerAuthenticator: Sendable {
    /// Who presents `token`; `nil` where it is not a token of this kind, or not accepted.
    ///
    /// - Throws: ``Trail/TrailError`` where it cannot be found out at the moment. Nobody is let in then.
    func principal(presenting token: String) async throws -> Principal?
}
