internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `{kind}-events/purge/`: removes all events of a kind from a tenant's ledger, for superusers, and
/// only where the configuration allows it.
///
/// In two steps, as ``Purge`` says. A sealed record says who did it and how many events went.
struct PurgeRoutes<Context: PrincipalContext>: Sendable {
    let purge: Purge
    let bodies: BodyReader

    /// Adds the routes.
    func add(to router: some RouterMethods<Context>) {
        for list in EventList.ofOneKind {
            router.serve(
                Resource(post: { request, context in
                    try await self.post(list.kinds, request, context)
                }),
                at: RouterPath(list.path + "/purge")
            )
        }
    }

    private func post(
        _ kinds: Set<Event.Kind>,
        _ request: Request,
        _ context: Context
    ) async throws -> Response {
        let principal = try self.purge.authorized(context)
        let values = try QueryValues(request)
        try values.allow("tenant_id")
        let tenant = try principal.tenant(asked: try values.tenant())
        let extent = Purge.Extent(kinds: kinds, tenant: tenant)
        var output = JSONOutput()
        output.beginObject()
        if let text = try await self.confirmation(request) {
            let done = try await self.purge.run(extent, confirmedBy: text, for: principal)
            output.member("deleted", done.deleted)
            output.member("held", done.held)
        } else {
            let counted = try await self.purge.count(extent, for: principal)
            output.member("count", counted.count)
            output.member("held", counted.held)
            output.member("confirm", counted.token.text)
            output.member("expires_at", counted.token.expiresAt.description)
        }
        output.endObject()
        return .json(output.bytes)
    }

    /// The token in the body; `nil` where there is none.
    private func confirmation(_ request: Request) async throws -> String? {
        // A first step needs no body at all.
        guard request.headers[.contentType] != nil else { return nil }
        var body = try await self.bodies.object(of: request)
        let text = body.text("confirm")
        try body.finish()
        return text
    }
}
