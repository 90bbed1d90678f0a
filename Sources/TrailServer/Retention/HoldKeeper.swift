internal import Trail

/// Looks after legal holds, for API and dashboard: what must stay, whatever retention says.
struct HoldKeeper: Sendable {
    let backend: TrailBackend

    /// The holds of the tenants that are chosen, those that were released as well.
    func holds(of tenants: TenantChoice) async throws -> [LegalHold] {
        try await self.backend.state.holds().filter { tenants.contains($0.tenant) }
    }

    /// A hold; one of another tenant is not there.
    ///
    /// - Throws: ``Problem`` 404.
    func hold(_ id: EventID, for principal: Principal) async throws -> LegalHold {
        let hold = try await self.backend.state.holds().first { $0.id == id }
        guard let hold, principal.reaches(hold.tenant) else { throw Problem(.notFound) }
        return hold
    }

    /// How many events a hold covers now, as far as a page can wait for it.
    func count(of hold: LegalHold) async throws -> EventCount {
        let query = try LegalHold.query(hold.filters, tenant: hold.tenant)
        return try await self.backend.store.count(
            query.countedBesidePage,
            limit: Self.mostCounted
        )
    }

    private static let mostCounted = 100_000

    /// Places the hold that a body asks for.
    ///
    /// - Throws: ``Problem`` 400 with everything that is wrong, 403 for another tenant.
    func place(_ body: inout ObjectBody, by principal: Principal) async throws -> LegalHold {
        let hold = try self.hold(&body, by: principal)
        let act = AdminAct.hold("placed", hold, by: principal, "Events were put under a hold.")
        try await act.perform(by: self.backend.recorder) {
            try await self.backend.state.add(hold)
            try await self.bring(to: hold.tenant)
        }
        return hold
    }

    /// Brings holds to the destination of a tenant, if that can be reached now.
    ///
    /// Where it cannot, they hold all the same: whatever removes events of the tenant brings them
    /// first, and removes nothing where that fails.
    private func bring(to tenant: TenantID) async throws {
        do {
            try await self.backend.destinations.routing?.bringHolds(to: tenant)
        } catch let error as TrailError where error.code == .storeUnavailable {}
    }

    /// Releases a hold; one that was released already stays as it is.
    ///
    /// - Throws: ``Problem`` 404.
    func release(_ hold: LegalHold, by principal: Principal) async throws {
        guard hold.release == nil else { return }
        let act = AdminAct.hold("released", hold, by: principal, "A hold was released.")
        let release = LegalHold.Release(by: principal.id, at: self.backend.clock.now())
        try await act.perform(by: self.backend.recorder) {
            guard try await self.backend.state.releaseHold(hold.id, release) else {
                throw Problem(.notFound)
            }
            try await self.bring(to: hold.tenant)
        }
    }

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
