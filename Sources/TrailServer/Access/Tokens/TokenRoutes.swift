internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `tokens/` and `tokens/{name}/`: API tokens for programs, for administrators.
///
/// A secret is shown once, in the answer that makes it. Nobody makes a token that may do more than
/// they may themselves.
struct TokenRoutes<Context: PrincipalContext>: Sendable {
    let state: any StateStore
    let recorder: EventRecorder
    let clock: any WallClock
    let bodies: BodyReader

    /// The longest life of a token that ends, in seconds: ten years.
    static var longestLife: Int { 10 * 366 * 24 * 3_600 }

    /// Adds the routes.
    func add(to router: some RouterMethods<Context>) {
        router.serve(Resource(get: self.list, post: self.create), at: "tokens")
        router.serve(Resource(get: self.show, delete: self.revoke), at: "tokens/:name")
    }

    @Sendable private func list(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        let values = try QueryValues(request)
        try values.allow("tenant_id")
        let tenants = try TenantChoice(principal, asked: try values.tenant())
        let tokens = try await self.state.tokens().filter { tenants.contains($0.tenant) }
        let now = self.clock.now()
        return .json(JSONOutput.list(tokens) { $0.token($1, at: now) })
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        let token = try await self.token(context, for: principal)
        return self.answer(token, .ok, secret: nil)
    }

    @Sendable private func create(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        var body = try await self.bodies.object(of: request)
        let secret = TokenSecret.random()
        let token = try self.token(&body, secret, for: principal)
        guard try await self.state.tokens().allSatisfy({ $0.name != token.name }) else {
            throw Problem.nameTaken
        }
        let act = AdminAct.token("created", token, by: principal, "A token was made.")
        try await act.performNaming(by: self.recorder) { try await self.state.add(token) }
        return self.answer(token, .created, secret: secret)
    }

    @Sendable private func revoke(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        let token = try await self.token(context, for: principal)
        guard token.revokedAt == nil else { return Response(status: .noContent) }
        let act = AdminAct.token("revoked", token, by: principal, "A token was revoked.")
        let now = self.clock.now()
        _ = try await act.perform(by: self.recorder) {
            try await self.state.revokeToken(named: token.name, at: now)
        }
        return Response(status: .noContent)
    }
}

extension TokenRoutes {
    /// The token that a body asks for.
    ///
    /// - Throws: ``Problem`` 400 with everything that is wrong, 403 for what `principal` may not
    ///   grant.
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

    /// The token that the path names; one of another tenant is not there.
    private func token(_ context: Context, for principal: Principal) async throws -> APIToken {
        let name = try context.name("name")
        let token = try await self.state.tokens().first { $0.name == name }
        guard let token, principal.reaches(token.tenant) else { throw Problem(.notFound) }
        return token
    }

    private func answer(
        _ token: APIToken,
        _ status: HTTPResponse.Status,
        secret: TokenSecret?
    ) -> Response {
        .json(status: status) { $0.token(token, at: self.clock.now(), secret: secret) }
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
