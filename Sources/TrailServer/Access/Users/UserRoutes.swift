internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `users/` and `users/{name}/`: who may sign in, for administrators.
///
/// What they do is done by ``UserKeeper``.
struct UserRoutes<Context: PrincipalContext>: Sendable {
    let keeper: UserKeeper
    let bodies: BodyReader
    let address: ServerAddress

    /// Adds the routes.
    func add(to router: some RouterMethods<Context>) {
        router.serve(Resource(get: self.list, post: self.create), at: "users")
        router.serve(
            Resource(get: self.show, patch: self.change, delete: self.delete),
            at: "users/:name"
        )
    }

    @Sendable private func list(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        let values = try QueryValues(request)
        try values.allow(NumberedPage.parameters + ["tenant_id"])
        let page = try NumberedPage(request, values, self.address.url(of: request, in: context))
        let tenants = try TenantChoice(principal, asked: try values.tenant())
        let users = try await self.keeper.users(of: tenants)
        return .json(try page.json(of: users) { $0.user($1) })
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        return Self.answer(try await self.keeper.user(context.name("name"), for: principal))
    }

    private static func answer(
        _ user: UserAccount,
        _ status: HTTPResponse.Status = .ok
    ) -> Response {
        .json(status: status) { $0.user(user) }
    }
}

// MARK: - Changes

extension UserRoutes {
    @Sendable private func create(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        var body = try await self.bodies.object(of: request)
        return Self.answer(try await self.keeper.create(&body, by: principal), .created)
    }

    @Sendable private func change(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        let user = try await self.keeper.user(context.name("name"), for: principal)
        var body = try await self.bodies.object(of: request)
        return Self.answer(try await self.keeper.change(user, &body, by: principal))
    }

    @Sendable private func delete(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        let user = try await self.keeper.user(context.name("name"), for: principal)
        try await self.keeper.disable(user, by: principal)
        return Response(status: .noContent)
    }
}
