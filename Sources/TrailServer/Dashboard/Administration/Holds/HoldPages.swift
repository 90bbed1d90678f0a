internal import Hummingbird
internal import Trail

/// The legal holds.
struct HoldListPage: DashboardPage {
    static let path = "holds"
    var path: String { Self.path }
    let need = PageNeed.permission(.manageRetention)
    let entry: NavigationEntry? = NavigationEntry(.administration, "Legal holds", icon: "hold")

    func show(_ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorized(.manageRetention)
        let keeper = HoldKeeper(backend: request.site.backend)
        let holds = try await keeper.holds(of: request.tenants(for: principal))
        let (shown, part) = try ListPart.of(holds, request)
        let add = (text: "New hold", link: request.link("holds/new"))
        let table = TableView(
            "Legal holds",
            [.init("Reason"), .init("Covers")] + principal.tenantColumn + [
                .init("State"), .init("Placed"), .init("By"),
            ],
            shown.map { hold in
                [
                    .text(hold.reason, link: request.link("holds/\(hold.id)")),
                    .code(FilterFields.text(hold.filters)),
                ] + principal.tenantCell(hold.tenant) + [
                    .badge(hold.stateBadge), .time(hold.createdAt), .text(hold.createdBy),
                ]
            },
            empty: EmptyView(
                "No holds yet",
                "A hold keeps events from being removed, whatever retention, purge or erasure say: "
                    + "place one when a case needs them.",
                [add]
            )
        )
        let view = AdminListView(
            "Legal holds",
            "What must stay, until somebody releases it.",
            ways: [add],
            table: table,
            part: part
        )
        return request.page(view, title: "Legal holds")
    }
}

/// A new hold, on events of these filters; those of the address are filled in.
struct NewHoldPage: FormPage {
    let path = "holds/new"
    let need = PageNeed.permission(.manageRetention)

    func show(_ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorized(.manageRetention)
        let list = request.link(HoldListPage.path)
        var given: [String: String] = [:]
        for field in try request.request.queryFields() {
            given[field.name] = field.value.isEmpty ? nil : field.value
        }
        let tenant = given.removeValue(forKey: "tenant_id")
        let view = AdminFormView(
            "New legal hold",
            in: ("Legal holds", list),
            [
                "It covers every event that all of these hold of, those that come as well. Leave all "
                    + "of them empty to hold everything."
            ],
            FormView(
                [
                    .input("reason", "Reason", in: request).required
                        .hint("The reference of the case, such as 2026-117. It is sealed.")
                ] + FilterFields.fields(given, in: request)
                    + principal.tenantField(
                        value: tenant,
                        hint: "Leave it empty for your own, \(principal.tenant).",
                        in: request
                    ),
                submit: "Place the hold",
                action: request.link("holds/new"),
                cancel: list,
                in: request
            )
        )
        return request.page(view, title: "New legal hold")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorized(.manageRetention)
        try QueryValues(request.request).allow()
        let filters = try FilterFields.values(of: form)
        var body = try form.object([("reason", .text)] + principal.tenantShape())
        body.put("filters", .object(filters.mapValues { .string($0) }))
        let keeper = HoldKeeper(backend: request.site.backend)
        let hold = try await keeper.place(&body, by: principal)
        let count = try await keeper.count(of: hold)
        return request.redirect(
            to: request.link("holds/\(hold.id)"),
            note: count.count == 0
                ? .warning("The hold was placed, but covers no event yet. Is that what you meant?")
                : .success("The hold was placed. It covers \(count.text) events now.")
        )
    }
}

extension LegalHold {
    /// Whether it is in force.
    var stateBadge: Badge {
        self.release == nil
            ? Badge("in force", .accent, icon: "hold") : Badge("released", icon: "check")
    }
}

extension EventCount {
    /// The number, for people.
    var text: String { (self.isEstimate ? "about " : "") + NumberText.grouped(Int64(self.count)) }
}
