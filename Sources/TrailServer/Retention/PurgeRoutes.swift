internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `{kind}-events/purge/`: removes all events of a kind from a tenant's ledger, for superusers, and
/// only where the configuration allows it.
///
/// In two steps: the first one counts and gives a token, the second one brings it back. What was
/// recorded after the first step stays, and so does what is under a legal hold. A sealed record
/// says who did it and how many events went.
struct PurgeRoutes<Context: PrincipalContext>: Sendable {
    let backend: TrailBackend
    let bodies: BodyReader
    let isAllowed: Bool
    let key: [UInt8]

    /// Adds the routes.
    func add(to router: some RouterMethods<Context>) {
        for list in EventList.ofOneKind {
            router.serve(
                Resource(post: { request, context in
                    try await self.purge(list.kinds, request, context)
                }),
                at: RouterPath(list.path + "/purge")
            )
        }
    }

    private func purge(
        _ kinds: Set<Event.Kind>,
        _ request: Request,
        _ context: Context
    ) async throws -> Response {
        let principal = try context.authenticated()
        guard principal.isSuperuser else {
            throw Problem(.forbidden, "Only superusers may purge.")
        }
        guard self.isAllowed else {
            throw Problem(.forbidden, "Purging is not allowed here (admin.allow-purge).")
        }
        let values = try QueryValues(request)
        try values.allow("tenant_id")
        let tenant = try principal.tenant(asked: try values.tenant())
        let kind = kinds.map(\.rawValue).joined()
        let act = "purge \(tenant) \(kind)"
        let now = self.backend.clock.now()
        guard let text = try await self.confirmation(request) else {
            let token = ConfirmationToken(for: act, by: principal, now: now, key: self.key)
            return try await self.count(kinds, tenant, principal, token)
        }
        guard
            let token = ConfirmationToken(text, for: act, by: principal, now: now, key: self.key)
        else {
            throw Problem(field: "confirm", "The token is not of this purge, or is too old.")
        }
        var removal = self.removal(kinds, tenant, principal, token)
        removal.reason = "purge of all \(kind) events"
        return try await self.remove(removal)
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

    private func removal(
        _ kinds: Set<Event.Kind>,
        _ tenant: TenantID,
        _ principal: Principal,
        _ token: ConfirmationToken
    ) -> RemovalRequest {
        RemovalRequest(
            tenant: tenant,
            query: EventQuery(tenant: tenant, kinds: kinds),
            bounds: RemovalRequest.Bounds(recordedBefore: token.madeAt),
            extent: .rows,
            actor: principal.actor,
            reason: ""
        )
    }

    private func count(
        _ kinds: Set<Event.Kind>,
        _ tenant: TenantID,
        _ principal: Principal,
        _ token: ConfirmationToken
    ) async throws -> Response {
        var removal = self.removal(kinds, tenant, principal, token)
        removal.manner.isDryRun = true
        let result = try await self.backend.store.remove(removal)
        return .json { output in
            output.beginObject()
            output.member("count", result.count)
            output.member("held", result.held)
            output.member("confirm", token.text)
            output.member("expires_at", token.expiresAt.description)
            output.endObject()
        }
    }

    private func remove(_ removal: RemovalRequest) async throws -> Response {
        var deleted = 0
        var result: RemovalResult
        repeat {
            result = try await self.backend.store.remove(removal)
            deleted += result.count
        } while result.hasMore
        return .json { output in
            output.beginObject()
            output.member("deleted", deleted)
            output.member("held", result.held)
            output.endObject()
        }
    }
}
