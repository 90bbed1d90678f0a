internal import HTTPTypes
internal import Hummingbird
internal import MerkleLog
internal import Trail

/// The ledger: how large it is, what was signed last, and whether all of it is as it was sealed.
struct IntegrityPage: FormPage {
    let path = "integrity"
    let need = PageNeed.permission(.viewAllLogs)
    let entry: NavigationEntry? = NavigationEntry(.insights, "Integrity", icon: "shield")

    func show(_ request: PageRequest) async throws -> Response {
        let (_, tenant) = try self.tenant(request)
        let backend = request.site.backend
        let head = try await backend.store.head(of: tenant)
        let view = IntegrityView(
            tenant,
            head,
            keys: backend.ledgerKeys ?? [],
            runs: try await self.runs(tenant, backend.store),
            state: backend.auditor.state(of: tenant),
            request
        )
        var response = request.page(view, title: "Integrity")
        // Without a script the page looks again by itself while there is progress to be seen.
        if view.isUnderWay { response.headers[.refresh] = "2" }
        return response
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (principal, tenant) = try self.tenant(request)
        let named = try QueryValues(request.request)["tenant_id"].map { [("tenant_id", $0)] } ?? []
        try request.site.backend.auditor.verify(tenant, for: principal)
        return request.redirect(to: request.link(self.path, named))
    }

    private func tenant(_ request: PageRequest) throws(Problem) -> (Principal, TenantID) {
        let principal = try request.context.authorized(.viewAllLogs)
        let values = try QueryValues(request.request)
        try values.allow("tenant_id")
        return (principal, try ReadAccess(principal, tenant: try values.tenant()).tenant)
    }

    /// The verifications that were recorded, the newest first.
    private func runs(_ tenant: TenantID, _ store: any EventStore) async throws -> [SealedEvent] {
        var query = EventQuery(
            tenant: tenant,
            kinds: [.system],
            filters: [
                EventFilter(.targetID, .equals(tenant.name)),
                EventFilter(.category, .equals(AdminAct.verified.category)),
                EventFilter(.eventName, .equals(AdminAct.verified.name)),
            ]
        )
        query.limit = 10
        return try await store.page(query).events
    }
}
