internal import Hummingbird
internal import Trail

/// Removing all events of a kind, after counting them.
struct PurgePage: FormPage {
    /// Whose events.
    let list: EventList
    var path: String { self.list.path + "/purge" }
    let need = PageNeed.superuser

    func show(_ request: PageRequest) async throws -> Response {
        let purge = Purge(request.site.backend, request.site.configuration)
        let principal = try purge.authorized(request.context)
        let extent = try self.extent(request, principal)
        let counted = try await purge.count(extent, for: principal)
        let events = NumberText.grouped(Int64(counted.count))
        let view = ConfirmView(
            "Purge all \(extent.name) events of \(extent.tenant)?",
            consequences: [
                "\(events) \(extent.name) events are removed for good. There is no way back but a "
                    + "backup.",
                "Their leaf hashes stay, so that the ledger still proves what was there.",
                "What is under a legal hold stays, and so does what is recorded from now on.",
                "The purge itself is sealed as an event, with your name.",
            ],
            counts: [("Events to remove", counted.count), ("Under a legal hold", counted.held)],
            submit: "Purge \(events) events",
            hidden: [("confirm", counted.token.text)],
            cancel: request.link(self.list.path, Self.tenant(try QueryValues(request.request))),
            in: request
        )
        return request.page(view, title: "Purge")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let purge = Purge(request.site.backend, request.site.configuration)
        let principal = try purge.authorized(request.context)
        let extent = try self.extent(request, principal)
        try form.checkUnderstood()
        let done = try await purge.run(extent, confirmedBy: form["confirm"] ?? "", for: principal)
        let held = done.held == 0 ? "" : " \(done.held) stay, under a legal hold."
        return request.redirect(
            to: request.link(self.list.path, Self.tenant(try QueryValues(request.request))),
            note: .success(
                "\(NumberText.grouped(Int64(done.deleted))) \(extent.name) events were removed."
                    + held
            )
        )
    }

    private func extent(
        _ request: PageRequest,
        _ principal: Principal
    ) throws(Problem) -> Purge.Extent {
        let values = try QueryValues(request.request)
        try values.allow("tenant_id")
        return Purge.Extent(
            kinds: self.list.kinds,
            tenant: try values.tenant() ?? principal.tenant
        )
    }

    private static func tenant(_ values: QueryValues) -> [(String, String)] {
        values["tenant_id"].map { [("tenant_id", $0)] } ?? []
    }
}
