/// Keeps API tokens.
public protocol TokenStore: Sendable {
    /// Adds a token.
    ///
    /// - Throws: ``TrailError`` `idConflict` where the name is taken.
    func add(_ token: APIToken) async throws

    /// The tokens by name, revoked ones included.
    func tokens() async throws -> [APIToken]

    /// The token whose secret has this SHA-256, revoked or not; `nil` where there is none.
    func token(hash: [UInt8]) async throws -> APIToken?

    /// Revokes the token called `name`.
    ///
    /// - Returns: Whether there was such a token.
    func revokeToken(named name: String, at time: Timestamp) async throws -> Bool
}
