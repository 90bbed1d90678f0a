internal import GRDB
public import Trail

extension SQLiteEventStore: StateStore {
    /// Adds a token.
    ///
    /// - Throws: ``Trail/TrailError`` `idConflict` where the name is taken.
    public func add(_ token: APIToken) async throws {
        do {
            try await self.write { database, _ in try APITokenTable(database: database).add(token) }
        } catch let error as TrailError {
            guard let failure = error.cause as? SQLiteFailure, failure.isDuplicate else {
                throw error
            }
            throw TrailError(.idConflict, "There is a token called \(token.name).")
        }
    }

    /// The tokens by name, revoked ones included.
    public func tokens() async throws -> [APIToken] {
        try await self.read { try APITokenTable(database: $0).all() }
    }

    /// The token whose secret has this SHA-256, revoked or not; `nil` where there is none.
    public func token(hash: [UInt8]) async throws -> APIToken? {
        try await self.read { try APITokenTable(database: $0).token(hash: hash) }
    }

    /// Revokes the token called `name`; one that is revoked keeps its first time.
    ///
    /// - Returns: Whether there was such a token.
    public func revokeToken(named name: String, at time: Timestamp) async throws -> Bool {
        try await self.write { database, _ in
            try APITokenTable(database: database).revoke(name, at: time)
        }
    }
}
