internal import Hummingbird
internal import MerkleLog
internal import Trail

/// One event: what it says, who was behind it, and the proof that it is what was sealed.
struct EventDetailPage: DashboardPage {
    let path = "events/:id"
    let need = PageNeed.reading

    func show(_ request: PageRequest) async throws -> Response {
        let backend = request.site.backend
        let finder = EventFinder(store: backend.store)
        let event = try await finder.event(request.request, request.context, in: .all)
        let evidence = try await EventEvidence(
            of: event,
            in: backend.store,
            keys: backend.ledgerKeys
        )
        let tenant = try QueryValues(request.request)["tenant_id"].map { [("tenant_id", $0)] } ?? []
        let cells = EventCells(request, tenant: tenant)
        var writer = EventJSONWriter()
        let integrity: EventIntegrity = evidence.isIntact ? .intact : .tampered
        let flat = FlatEvent(evidence.event, integrity: integrity, &writer)
        let view = EventDetailView(
            flat,
            cells,
            proof: ProofView(evidence, flat, keys: backend.ledgerKeys ?? [], request, tenant),
            request,
            tenant
        )
        return request.page(view, title: view.heading, scripts: ["proof.js"])
    }
}
