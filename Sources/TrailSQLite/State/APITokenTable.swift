internal import GRDB
internal import Trail

/// The tokens.
struct APITokenTable {
    let database: Database

    private static let columns = "name, hash, scopes, tenant, created_at, expires_at, revoked_at"

    func add(_ token: APIToken) throws {
        let scopes = APIToken.Scope.allCases.filter(token.scopes.contains).map(\.rawValue)
        let statement = try RawStatement(
            "INSERT INTO api_token (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?)",
            self.database
        )
        statement.bind(copying: token.name, at: 1)
        statement.bind(copying: token.hash, at: 2)
        statement.bind(copying: scopes.joined(separator: ","), at: 3)
        statement.bind(copying: token.tenant.name, at: 4)
        statement.bind(token.createdAt.microseconds, at: 5)
        statement.bind(token.expiresAt?.microseconds, at: 6)
        statement.bind(token.revokedAt?.microseconds, at: 7)
        try statement.run()
    }

    func all() throws -> [APIToken] {
        let statement = try RawStatement(
            "SELECT \(Self.columns) FROM api_token ORDER BY name",
            self.database
        )
        return try Self.tokens(statement)
    }

    func token(hash: [UInt8]) throws -> APIToken? {
        let statement = try RawStatement(
            "SELECT \(Self.columns) FROM api_token WHERE hash = ?",
            self.database
        )
        statement.bind(copying: hash, at: 1)
        return try Self.tokens(statement).first
    }

    func revoke(_ name: String, at time: Timestamp) throws -> Bool {
        let statement = try RawStatement(
            "UPDATE api_token SET revoked_at = coalesce(revoked_at, ?) WHERE name = ?",
            self.database
        )
        statement.bind(time.microseconds, at: 1)
        statement.bind(copying: name, at: 2)
        try statement.run()
        return self.database.changesCount > 0
    }

    private static func tokens(_ statement: RawStatement) throws -> [APIToken] {
        defer { statement.reset() }
        var tokens: [APIToken] = []
        while try statement.step() {
            tokens.append(try self.token(statement))
        }
        return tokens
    }

    private static func token(_ statement: RawStatement) throws(TrailError) -> APIToken {
        do {
            let scopes = statement.text(2).split(separator: ",").compactMap {
                APIToken.Scope(rawValue: String($0))
            }
            var token = APIToken(
                name: statement.text(0),
                hash: statement.bytes(1),
                scopes: Set(scopes),
                tenant: try TenantID(statement.text(3)),
                createdAt: Timestamp(microseconds: statement.integer(4)),
                expiresAt: statement.optionalInteger(5).map(Timestamp.init(microseconds:))
            )
            token.revokedAt = statement.optionalInteger(6).map(Timestamp.init(microseconds:))
            return token
        } catch {
            throw TrailError(.ledgerDamaged, "A stored token is malformed.", cause: error)
        }
    }
}
