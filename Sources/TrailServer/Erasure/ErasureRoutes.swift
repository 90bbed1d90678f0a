internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `erasures/` and `{id}/`: takes out of the log what it says about a person.
///
/// In two steps, as ``ErasureKeeper`` says: the first POST counts and gives a token, the second one
/// brings it back.
struct ErasureRoutes<Context: PrincipalContext>: Sendable {
    let backend: TrailBackend
    let configuration: TrailServerConfiguration

    private var keeper: ErasureKeeper { ErasureKeeper(self.backend) }

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
        let erasures = try await self.keeper.erasures(of: tenants)
        return .json(try page.json(of: erasures) { $0.erasure($1) })
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.erase)
        try QueryValues(request).allow()
        return Self.answer(try await self.keeper.erasure(context.id(), for: principal), .ok)
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
        guard body.confirmation == nil else {
            return Self.answer(try await self.keeper.erase(body, by: principal), .created)
        }
        let preview = try await self.keeper.preview(body, by: principal)
        return .json { $0.preview(preview.outcome, body.sections, preview.token) }
    }

    private static func answer(_ erasure: Erasure, _ status: HTTPResponse.Status) -> Response {
        .json(status: status) { $0.erasure(erasure) }
    }
}
