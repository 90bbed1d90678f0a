internal import Trail

/// Looks after API tokens, for API and dashboard.
///
/// Nobody makes a token that may do more than they may themselves.
struct TokenKeeper: Sendable {
    let state: any StateStore
    let recorder: EventRecorder
    let clock: any WallClock

    init(_ backend: TrailBackend) {
        self.state = backend.state
        self.recorder = backend.recorder
        self.clock = backend.clock
    }

    /// The longest life of a token that ends, in seconds: ten years.
    static let longestLife = 10 * 366 * 24 * 3_600

    /// The tokens of the tenants that are chosen, those that were revoked as well.
    func tokens(of tenants: TenantChoice) async throws -> [APIToken] {
        try await self.state.tokens().filter { tenants.contains($0.tenant) }
    }

    /// A token; one of another tenant is not there.
    ///
    /// - Throws: ``Problem`` 404.
    func token(_ name: String, for principal: Principal) async throws -> APIToken {
        let token = try await self.state.tokens().first { $0.name == name }
        guard let token, principal.reaches(token.tenant) else { throw Problem(.notFound) }
        return token
    }

    /// Makes the token that a body asks for; its secret is known to the caller alone.
    ///
    /// - Throws: ``Problem`` 400, 403 or 409.
    func create(
        _ body: inout ObjectBody,
        by principal: Principal
    ) async throws -> (token: APIToken, secret: TokenSecret) {
        let secret = TokenSecret.random()
        let token = try self.token(&body, secret, for: principal)
        guard try await self.state.tokens().allSatisfy({ $0.name != token.name }) else {
            throw Problem.nameTaken
        }
        let act = AdminAct.token("created", token, by: principal, "A token was made.")
        try await act.performNaming(by: self.recorder) { try await self.state.add(token) }
        return (token, secret)
    }

    /// Revokes a token; one that was revoked already stays as it is.
    func revoke(_ token: APIToken, by principal: Principal) async throws {
        guard token.revokedAt == nil else { return }
        let act = AdminAct.token("revoked", token, by: principal, "A token was revoked.")
        let now = self.clock.now()
        _ = try await act.perform(by: self.recorder) {
            try await self.state.revokeToken(named: token.name, at: now)
        }
    }

    private func token(
        _ body: inout ObjectBody,
        _ secret: TokenSecret,
        for principal: Principal
    ) throws(Problem) -> APIToken {
        let name = body.requiredText("name")
        if let name, let objection = AccountName.objection(toToken: name) {
            body.refuse("name", objection) as Void?
        }
        let scopes = body.scopes()
        let tenant = body.tenant("tenant")
        let lifetime = body.integer("expires_in", in: 1...Self.longestLife)
        try body.finish()
        guard let name, let scopes else { throw Problem(.invalidInput) }
        let owner = try principal.tenant(asked: tenant)
        let granted = scopes.flatMap { Principal.permissions(of: $0) }
        if let missing = granted.first(where: { !principal.may($0) }) {
            throw .missing(missing, of: principal)
        }
        let now = self.clock.now()
        return APIToken(
            name: name,
            hash: secret.hash,
            scopes: scopes,
            tenant: owner,
            createdAt: now,
            expiresAt: lifetime.map { now.advanced(by: .seconds($0)) }
        )
    }
}

extension ObjectBody {
    /// Takes the scopes of a token, one at least.
    fileprivate mutating func scopes() -> Set<APIToken.Scope>? {
        guard self.has("scopes") else {
            self.require("scopes")
            return nil
        }
        guard let names = self.texts("scopes") else { return nil }
        let scopes = names.compactMap { APIToken.Scope(rawValue: $0) }
        guard !names.isEmpty, scopes.count == names.count else {
            return self.refuse("scopes", "One or more of ingest, read and admin are expected.")
        }
        return Set(scopes)
    }
}
