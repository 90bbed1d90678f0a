internal import Hummingbird
internal import Trail

/// The destinations: where else events are kept.
struct DestinationListPage: DashboardPage {
    static let path = "databases"
    var path: String { Self.path }
    let need = PageNeed.permission(.manageDatabaseConfig)
    let entry: NavigationEntry? = NavigationEntry(.administration, "Databases", icon: "database")

    func show(_ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorized(.manageDatabaseConfig)
        let tenants = try request.tenants(for: principal)
        let keeper = DestinationKeeper(backend: request.site.backend)
        let destinations = try await keeper.destinations { tenants.contains($0.route.tenant) }
        let (shown, part) = try ListPart.of(destinations, request)
        let canAdd = !request.site.backend.destinations.engines.isEmpty
        let ways = canAdd ? [(text: "New database", link: request.link("databases/new"))] : []
        let view = AdminListView(
            "Databases",
            "Where events are kept besides the main store. A ledger stays where it was begun.",
            ways: ways,
            table: Self.table(
                shown,
                principal,
                request,
                empty: EmptyView(
                    "All events are in the main store",
                    canAdd
                        ? "A further database takes the ledger of a tenant that has none yet."
                        : "To keep tenants apart in databases of their own, set "
                            + "destinations.folder in the server's settings and start it again.",
                    ways
                )
            ),
            part: part
        )
        return request.page(view, title: "Databases")
    }

    private static func table(
        _ shown: some Sequence<Destination>,
        _ principal: Principal,
        _ request: PageRequest,
        empty: EmptyView
    ) -> TableView {
        TableView(
            "Databases",
            [.init("Name"), .init("Where")] + principal.tenantColumn + [
                .init("State"), .init("Health"), .init("Checked"),
            ],
            shown.map { destination in
                let isFirst = destination.route.isPrimary
                return [
                    .text(
                        destination.name,
                        link: request.link("databases/\(destination.id)"),
                        more: isFirst ? "before others" : nil
                    ),
                    .code(destination.placeText),
                ] + principal.tenantCell(destination.route.tenant) + [
                    .badge(destination.stateBadge), .badge(destination.healthBadge),
                    .time(destination.health?.checkedAt),
                ]
            },
            empty: empty
        )
    }
}

/// A new destination.
struct NewDestinationPage: FormPage {
    let path = "databases/new"
    let need = PageNeed.permission(.manageDatabaseConfig)

    func show(_ request: PageRequest) async throws -> Response {
        try self.page(request, finding: nil)
    }

    private func page(
        _ request: PageRequest,
        finding: DestinationChecker.Finding?
    ) throws -> Response {
        let principal = try request.context.authorized(.manageDatabaseConfig)
        try QueryValues(request.request).allow()
        let list = request.link(DestinationListPage.path)
        let form = DestinationForm(
            principal: principal,
            destinations: request.site.backend.destinations
        )
        let view = DestinationFormView(
            AdminItemView("New database", in: ("Databases", list), facts: []),
            FormView(
                form.fields(nil, in: request),
                submit: "Add the database",
                cancel: list,
                in: request
            ),
            finding: finding
        )
        return request.page(view, title: "New database")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorized(.manageDatabaseConfig)
        try QueryValues(request.request).allow()
        let backend = request.site.backend
        var body = try DestinationForm(principal: principal, destinations: backend.destinations)
            .body(form)
        let keeper = DestinationKeeper(backend: backend)
        guard form[DestinationForm.test] == nil else {
            let proposed = try keeper.proposed(&body, by: principal)
            return try self.page(
                request.keeping(form),
                finding: try await keeper.test(proposed)
            )
        }
        let created = try await request.answeringInForm {
            try await keeper.create(&body, by: principal)
        }
        return request.redirect(
            to: request.link("databases/\(created.id)"),
            note: .success("The database \(created.name) was added.")
        )
    }
}

extension PageRequest {
    /// The request with what was entered, for a page that shows it again though nothing is wrong.
    func keeping(_ form: FormBody) -> PageRequest {
        var request = self
        request.rejected = RejectedForm(form: form, problem: Problem(.invalidInput))
        return request
    }
}
