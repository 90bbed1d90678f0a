internal import Trail

/// Looks after erasures, for API and dashboard: takes out of the log what it says about a person.
///
/// In two steps: the first counts and gives a token, the second one brings it back. What was
/// recorded after the first stays. Nobody erases what they did themselves.
struct ErasureKeeper: Sendable {
    let backend: TrailBackend
    private var key: [UInt8] { self.backend.confirmations.key }

    init(_ backend: TrailBackend) {
        self.backend = backend
    }

    /// What an erasure would come to, and what confirms it.
    struct Preview: Sendable {
        let outcome: Erasure.Outcome
        let token: ConfirmationToken
    }

    /// The erasures of the tenants that are chosen, the newest first.
    func erasures(of tenants: TenantChoice) async throws -> [Erasure] {
        try await self.backend.state.erasures().filter { tenants.contains($0.order.tenant) }
    }

    /// An erasure; one of another tenant is not there.
    ///
    /// - Throws: ``Problem`` 404.
    func erasure(_ id: EventID, for principal: Principal) async throws -> Erasure {
        let erasure = try await self.backend.state.erasures().first { $0.id == id }
        guard let erasure, principal.reaches(erasure.order.tenant) else {
            throw Problem(.notFound)
        }
        return erasure
    }

    /// The first step: nothing is changed.
    ///
    /// - Throws: ``Problem`` 400, and 403 for acts of one's own; what the stores throw.
    func preview(_ body: ErasureBody, by principal: Principal) async throws -> Preview {
        try await self.check(body.tenant)
        let now = self.backend.clock.now()
        let token = ConfirmationToken(for: body.act, by: principal, now: now, key: self.key)
        let order = body.order(by: principal, before: token.madeAt)
        try await self.refuseOwnActs(of: principal, body.subject, order)
        let outcome = try await self.backend.erasure.preview(body.subject, order)
        return Preview(outcome: outcome, token: token)
    }

    /// The second step: erases what the body confirms.
    ///
    /// - Throws: ``Problem`` 400 for a token that is not of this erasure or has been used, and 403
    ///   for acts of one's own; what the eraser throws.
    func erase(_ body: ErasureBody, by principal: Principal) async throws -> Erasure {
        try await self.check(body.tenant)
        let now = self.backend.clock.now()
        let token = try ConfirmationToken(
            confirming: body.confirmation ?? "",
            "erasure",
            for: body.act,
            by: principal,
            now: now,
            key: self.key
        )
        let order = body.order(by: principal, before: token.madeAt)
        return try await self.backend.confirmations.use(token, now: now) {
            try await self.refuseOwnActs(of: principal, body.subject, order)
            return try await self.backend.erasure.erase(body.subject, order)
        }
    }

    /// What is done is sealed, and a mistyped name must not begin a ledger.
    private func check(_ tenant: TenantID) async throws {
        guard try await self.backend.store.tenants().contains(tenant) else {
            throw Problem(field: "tenant_id", "Nothing was ever recorded of this tenant.")
        }
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
}
