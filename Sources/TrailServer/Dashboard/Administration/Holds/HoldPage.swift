internal import Hummingbird
internal import Trail

/// One hold: what it covers, and who placed and released it.
struct HoldPage: DashboardPage {
    let path = "holds/:id"
    let need = PageNeed.permission(.manageRetention)

    func show(_ request: PageRequest) async throws -> Response {
        let (principal, hold) = try await Self.hold(request)
        var facts: [(title: String, cell: TableView.Cell)] = [
            ("State", .badge(hold.stateBadge)),
            ("Covers", .code(FilterFields.text(hold.filters))),
        ]
        if principal.isSuperuser { facts.append(("Tenant", .text(hold.tenant.name))) }
        facts += [("Placed", .time(hold.createdAt)), ("By", .text(hold.createdBy))]
        if let release = hold.release {
            facts += [("Released", .time(release.at)), ("By", .text(release.by))]
        } else {
            let count = try await HoldKeeper(backend: request.site.backend).count(of: hold)
            facts.append(("Events now", .text(count.text)))
        }
        var view = AdminItemView(
            hold.reason,
            in: ("Legal holds", request.link(HoldListPage.path)),
            facts: facts
        )
        if PageNeed.reading.admits(request.context) {
            view.eventsLink = request.link(
                "events",
                FilterFields.parameters(hold.filters) + principal.tenantParameter(hold.tenant)
            )
        }
        if hold.release == nil {
            view.acts = [
                AdminItemView.Act(
                    actTitle: "Release",
                    actText: "Retention, purge and erasure may remove these events again.",
                    actLink: request.link("holds/\(hold.id)/release"),
                    actLabel: "Release the hold",
                    isTaking: true
                )
            ]
        }
        return request.page(view, title: hold.reason)
    }

    /// The hold that the path names.
    static func hold(
        _ request: PageRequest
    ) async throws -> (principal: Principal, hold: LegalHold) {
        let principal = try request.context.authorized(.manageRetention)
        try QueryValues(request.request).allow()
        let keeper = HoldKeeper(backend: request.site.backend)
        return (principal, try await keeper.hold(request.context.id(), for: principal))
    }
}

/// Releasing a hold, after counting what it covers.
struct ReleaseHoldPage: FormPage {
    let path = "holds/:id/release"
    let need = PageNeed.permission(.manageRetention)

    func show(_ request: PageRequest) async throws -> Response {
        let (principal, hold) = try await HoldPage.hold(request)
        guard hold.release == nil else { throw Problem(.conflict, "It is released already.") }
        let count = try await HoldKeeper(backend: request.site.backend).count(of: hold)
        let view = ConfirmView(
            "Release the hold \(hold.reason)?",
            consequences: [
                "Retention, purge and erasure may remove these events again, unless another hold "
                    + "covers them: what is old enough goes with the next daily run.",
                "A hold that is released cannot be taken up again; you would place a new one.",
                "It stays in the list, with your name and the time. The release is sealed.",
            ],
            counts: [
                (count.isEstimate ? "Events it covers, about" : "Events it covers", count.count)
            ],
            submit: "Release the hold",
            hidden: Self.confirmation(hold, principal).hidden(request),
            cancel: request.link("holds/\(hold.id)"),
            in: request
        )
        return request.page(view, title: "Release a hold")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (principal, hold) = try await HoldPage.hold(request)
        guard hold.release == nil else { throw Problem(.conflict, "It is released already.") }
        try Self.confirmation(hold, principal).check(form, request)
        try await HoldKeeper(backend: request.site.backend).release(hold, by: principal)
        return request.redirect(
            to: request.link("holds/\(hold.id)"),
            note: .success("The hold \(hold.reason) was released.")
        )
    }

    private static func confirmation(_ hold: LegalHold, _ principal: Principal) -> Confirmation {
        Confirmation(act: "release hold \(hold.id)", principal: principal)
    }
}
