internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `legal-holds/` and `{id}/`: what must stay, whatever retention says.
///
/// DELETE releases a hold; it is kept, with who released it and when.
struct HoldRoutes<Context: PrincipalContext>: Sendable {
    let backend: TrailBackend
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
        let holds = try await self.backend.state.holds().filter { hold in
            tenants.contains(hold.tenant)
                && (isActive == nil || isActive == (hold.release == nil))
        }
        return .json(try page.json(of: holds) { $0.hold($1) })
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        return Self.answer(try await self.hold(context, for: principal), .ok)
    }

    @Sendable private func create(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        var body = try await self.bodies.object(of: request)
        let hold = try self.hold(&body, by: principal)
        let act = AdminAct.hold("placed", hold, by: principal, "Events were put under a hold.")
        try await act.perform(by: self.backend.recorder) {
            try await self.backend.state.add(hold)
            try await self.backend.destinations.routing?.bringHolds(to: hold.tenant)
        }
        return Self.answer(hold, .created)
    }

    @Sendable private func release(
        _ request: Request,
        _ context: Context
    ) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        let hold = try await self.hold(context, for: principal)
        guard hold.release == nil else { return Response(status: .noContent) }
        let act = AdminAct.hold("released", hold, by: principal, "A hold was released.")
        let release = LegalHold.Release(by: principal.id, at: self.backend.clock.now())
        try await act.perform(by: self.backend.recorder) {
            guard try await self.backend.state.releaseHold(hold.id, release) else {
                throw Problem(.notFound)
            }
            try await self.backend.destinations.routing?.bringHolds(to: hold.tenant)
        }
        return Response(status: .noContent)
    }

    /// The hold that the path names; one of another tenant is not there.
    private func hold(_ context: Context, for principal: Principal) async throws -> LegalHold {
        let id = try context.id()
        let hold = try await self.backend.state.holds().first { $0.id == id }
        guard let hold, principal.reaches(hold.tenant) else { throw Problem(.notFound) }
        return hold
    }

    /// The hold that a body asks for.
    ///
    /// - Throws: ``Problem`` 400 with everything that is wrong, 403 for another tenant.
    private func hold(
        _ body: inout ObjectBody,
        by principal: Principal
    ) throws(Problem) -> LegalHold {
        let reason = body.requiredText("reason", upTo: 1_024)
        let filters = body.holdFilters()
        let tenant = body.tenant("tenant_id")
        try body.finish()
        guard let reason, let filters else { throw Problem(.invalidInput) }
        let owner = try principal.tenant(asked: tenant)
        let now = self.backend.clock.now()
        return LegalHold(
            id: EventID.random(at: now),
            tenant: owner,
            filters: filters,
            reason: reason,
            createdBy: principal.id,
            createdAt: now
        )
    }

    private static func answer(_ hold: LegalHold, _ status: HTTPResponse.Status) -> Response {
        .json(status: status) { $0.hold(hold) }
    }
}

extension ObjectBody {
    /// Takes the filters of a hold, which must be there.
    fileprivate mutating func holdFilters() -> [String: String]? {
        guard self.has("filters") else {
            self.require("filters")
            return nil
        }
        return self.filters { filters throws(ParameterErrors) in
            _ = try LegalHold.query(filters, tenant: .default)
        }
    }
}
