extension InMemoryEventStore: StateStore {
    /// Adds a token.
    ///
    /// - Throws: ``TrailError`` `idConflict` where the name is taken.
    public func add(_ token: APIToken) throws {
        guard self.tokensByName[token.name] == nil else {
            throw TrailError(.idConflict, "There is a token called \(token.name).")
        }
        self.tokensByName[token.name] = token
    }

    /// The tokens by name, revoked ones included.
    public func tokens() -> [APIToken] {
        self.tokensByName.values.sorted { $0.name < $1.name }
    }

    /// The token whose secret has this SHA-256, revoked or not; `nil` where there is none.
    public func token(hash: [UInt8]) -> APIToken? {
        self.tokensByName.values.first { $0.hash == hash }
    }

    /// Revokes the token called `name`; one that is revoked keeps its first time.
    ///
    /// - Returns: Whether there was such a token.
    public func revokeToken(named name: String, at time: Timestamp) -> Bool {
        guard var token = self.tokensByName[name] else { return false }
        token.revokedAt = token.revokedAt ?? time
        self.tokensByName[name] = token
        return true
    }
}
