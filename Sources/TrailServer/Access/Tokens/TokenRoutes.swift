internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `tokens/` and `tokens/{name}/`: API tokens for programs, for administrators.
///
/// What they do is done by ``TokenKeeper``. A secret is shown once, in the answer that makes it.
struct TokenRoutes<Context: PrincipalContext>: Sendable {
    let keeper: TokenKeeper
    let bodies: BodyReader
    let address: ServerAddress

    /// Adds the routes.
    func add(to router: some RouterMethods<Context>) {
        router.serve(Resource(get: self.list, post: self.create), at: "tokens")
        router.serve(Resource(get: self.show, delete: self.revoke), at: "tokens/:name")
    }

    @Sendable private func list(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        let values = try QueryValues(request)
        try values.allow(NumberedPage.parameters + ["tenant_id"])
        let page = try NumberedPage(request, values, self.address.url(of: request, in: context))
        let tenants = try TenantChoice(principal, asked: try values.tenant())
        let tokens = try await self.keeper.tokens(of: tenants)
        let now = self.keeper.clock.now()
        return .json(try page.json(of: tokens) { $0.token($1, at: now) })
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        let token = try await self.keeper.token(context.name("name"), for: principal)
        return self.answer(token, .ok, secret: nil)
    }

    @Sendable private func create(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        var body = try await self.bodies.object(of: request)
        let created = try await self.keeper.create(&body, by: principal)
        return self.answer(created.token, .created, secret: created.secret)
    }

    @Sendable private func revoke(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        let token = try await self.keeper.token(context.name("name"), for: principal)
        try await self.keeper.revoke(token, by: principal)
        return Response(status: .noContent)
    }

    private func answer(
        _ token: APIToken,
        _ status: HTTPResponse.Status,
        secret: TokenSecret?
    ) -> Response {
        .json(status: status) { $0.token(token, at: self.keeper.clock.now(), secret: secret) }
    }
}
