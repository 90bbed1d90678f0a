internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `legal-holds/` and `{id}/`: what must stay, whatever retention says.
///
/// DELETE releases a hold; it is kept, with who released it and when.
struct HoldRoutes<Context: PrincipalContext>: Sendable {
    let keeper: HoldKeeper
    let bodies: BodyReader
    let address: ServerAddress

    /// Adds the routes.
    func add(to router: some RouterMethods<Context>) {
        router.serve(Resource(get: self.list, post: self.create), at: "legal-holds")
        router.serve(Resource(get: self.show, delete: self.release), at: "legal-holds/:id")
    }

    @Sendable private func list(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        let values = try QueryValues(request)
        try values.allow(NumberedPage.parameters + ["is_active", "tenant_id"])
        let page = try NumberedPage(
            request,
            values,
            self.address.url(of: request, in: context)
        )
        let isActive = try values.flag("is_active")
        let tenants = try TenantChoice(principal, asked: try values.tenant())
        let holds = try await self.keeper.holds(of: tenants).filter { hold in
            isActive == nil || isActive == (hold.release == nil)
        }
        return .json(try page.json(of: holds) { $0.hold($1) })
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        return Self.answer(try await self.keeper.hold(context.id(), for: principal), .ok)
    }

    @Sendable private func create(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        var body = try await self.bodies.object(of: request)
        return Self.answer(try await self.keeper.place(&body, by: principal), .created)
    }

    @Sendable private func release(
        _ request: Request,
        _ context: Context
    ) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        let hold = try await self.keeper.hold(context.id(), for: principal)
        try await self.keeper.release(hold, by: principal)
        return Response(status: .noContent)
    }

    private static func answer(_ hold: LegalHold, _ status: HTTPResponse.Status) -> Response {
        .json(status: status) { $0.hold(hold) }
    }
}
