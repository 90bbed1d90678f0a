internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `erasures/` and `{id}/`: takes out of the log what it says about a person.
///
/// In two steps: the first POST counts and gives a token, the second one brings it back. What was
/// recorded after the first stays. Nobody erases what they did themselves.
struct ErasureRoutes<Context: PrincipalContext>: Sendable {
    let backend: TrailBackend
    let configuration: TrailServerConfiguration

    /// Adds the routes to the API.
    func add(to router: some RouterMethods<Context>) {
        let group = router.group().add(middleware: ActScope(client: self.configuration.client))
        let bodies = BodyReader(self.configuration.limits)
        group.serve(
            Resource(
                get: self.list,
                post: { request, context in try await self.erase(request, context, bodies) }
            ),
            at: "erasures"
        )
        group.serve(Resource(get: self.show), at: "erasures/:id")
    }

    @Sendable private func list(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.erase)
        let values = try QueryValues(request)
        try values.allow(NumberedPage.parameters + ["tenant_id"])
        let address = ServerAddress(self.configuration)
        let page = try NumberedPage(request, values, address.url(of: request, in: context))
        let tenants = try TenantChoice(principal, asked: try values.tenant())
        let erasures = try await self.backend.state.erasures().filter {
            tenants.contains($0.order.tenant)
        }
        return .json(try page.json(of: erasures) { $0.erasure($1) })
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.erase)
        try QueryValues(request).allow()
        let id = try context.id()
        let erasure = try await self.backend.state.erasures().first { $0.id == id }
        guard let erasure, principal.reaches(erasure.order.tenant) else {
            throw Problem(.notFound)
        }
        return Self.answer(erasure, .ok)
    }

    private func erase(
        _ request: Request,
        _ context: Context,
        _ bodies: BodyReader
    ) async throws -> Response {
        let principal = try context.authorized(.erase)
        try QueryValues(request).allow()
        var object = try await bodies.object(of: request)
        let body = try ErasureBody(&object, by: principal)
        // What is done is sealed, and a mistyped name must not begin a ledger.
        guard try await self.backend.store.tenants().contains(body.tenant) else {
            throw Problem(field: "tenant_id", "Nothing was ever recorded of this tenant.")
        }
        let now = self.backend.clock.now()
        let key = self.configuration.beacon.sessionKey
        guard let text = body.confirmation else {
            let token = ConfirmationToken(for: body.act, by: principal, now: now, key: key)
            let order = body.order(by: principal, before: token.madeAt)
            try await self.refuseOwnActs(of: principal, body.subject, order)
            let outcome = try await self.backend.erasure.preview(body.subject, order)
            return .json { $0.preview(outcome, order.sections, token) }
        }
        guard
            let token = ConfirmationToken(text, for: body.act, by: principal, now: now, key: key)
        else {
            throw Problem(field: "confirm", "The token is not of this erasure, or is too old.")
        }
        let order = body.order(by: principal, before: token.madeAt)
        try await self.refuseOwnActs(of: principal, body.subject, order)
        return Self.answer(try await self.backend.erasure.erase(body.subject, order), .created)
    }

    /// Refuses to let somebody take away the trace of what they did themselves.
    ///
    /// - Throws: ``Problem`` 403.
    private func refuseOwnActs(
        of principal: Principal,
        _ subject: ErasureSubject,
        _ order: Erasure.Order
    ) async throws {
        let own = try await self.backend.erasure.ownActs(of: principal.id, subject, order)
        guard own > 0 else { return }
        throw Problem(
            .forbidden,
            "\(own) of the events are acts of your own. Somebody else has to erase them."
        )
    }

    private static func answer(_ erasure: Erasure, _ status: HTTPResponse.Status) -> Response {
        .json(status: status) { $0.erasure(erasure) }
    }
}
