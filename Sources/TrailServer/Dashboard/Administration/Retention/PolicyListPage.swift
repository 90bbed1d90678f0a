internal import Hummingbird
internal import Trail

/// The retention policies.
struct PolicyListPage: DashboardPage {
    static let path = "retention"
    var path: String { Self.path }
    let need = PageNeed.permission(.manageRetention)
    let entry: NavigationEntry? = NavigationEntry(.administration, "Retention", icon: "retention")

    func show(_ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorized(.manageRetention)
        let keeper = PolicyKeeper(backend: request.site.backend)
        let policies = try await keeper.policies(of: request.tenants(for: principal))
        let (shown, part) = try ListPart.of(policies, request)
        let add = (text: "New policy", link: request.link("retention/new"))
        let table = TableView(
            "Retention policies",
            [.init("Name"), .init("Applies to"), .init("Kept for", isNumber: true)]
                + principal.tenantColumn + [
                    .init("State"), .init("Last run"), .init("Removed so far", isNumber: true),
                ],
            shown.map { policy in
                [
                    .text(policy.name, link: request.link("retention/\(policy.id)")),
                    .text(policy.scopeText), .quantity(policy.daysText),
                ] + principal.tenantCell(policy.scope.tenant) + [
                    .badge(policy.stateBadge), .time(policy.history.lastRun),
                    .number(policy.history.deleted),
                ]
            },
            empty: EmptyView(
                "No policies yet",
                "Events are kept for ever, unless retention.default-days of the server says "
                    + "otherwise. A policy removes those of a kind or of a tenant after so many days.",
                [add]
            )
        )
        let view = AdminListView(
            "Retention",
            "For how long events are kept. " + PolicyForm.rules,
            ways: [add],
            table: table,
            part: part
        )
        return request.page(view, title: "Retention")
    }
}

/// A new policy.
struct NewPolicyPage: FormPage {
    let path = "retention/new"
    let need = PageNeed.permission(.manageRetention)

    func show(_ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorized(.manageRetention)
        try QueryValues(request.request).allow()
        let list = request.link(PolicyListPage.path)
        let view = AdminFormView(
            "New retention policy",
            in: ("Retention", list),
            [PolicyForm.rules, "Nothing is removed at once: the daily run applies it, or you do."],
            FormView(
                PolicyForm(principal: principal).fields(nil, in: request),
                submit: "Make the policy",
                cancel: list,
                in: request
            )
        )
        return request.page(view, title: "New retention policy")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorized(.manageRetention)
        try QueryValues(request.request).allow()
        var body = try PolicyForm(principal: principal).body(form)
        let keeper = PolicyKeeper(backend: request.site.backend)
        let policy = try await request.answeringInForm {
            try await keeper.create(&body, by: principal)
        }
        return request.redirect(
            to: request.link("retention/\(policy.id)"),
            note: .success("The policy \(policy.name) was made.")
        )
    }
}
