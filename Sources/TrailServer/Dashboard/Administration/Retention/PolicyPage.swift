internal import Hummingbird
internal import Trail

/// One retention policy: what it says, and what it has done.
struct PolicyPage: FormPage {
    let path = "retention/:id"
    let need = PageNeed.permission(.manageRetention)

    func show(_ request: PageRequest) async throws -> Response {
        let (principal, policy) = try await Self.policy(request)
        var facts: [(title: String, cell: TableView.Cell)] = [
            ("State", .badge(policy.stateBadge)), ("Applies to", .text(policy.scopeText)),
            ("Kept for", .text(policy.daysText)),
        ]
        if principal.isSuperuser {
            facts.append(("Tenant", .text(policy.scope.tenant?.name ?? "all tenants")))
        }
        facts += [
            ("Last run", .time(policy.history.lastRun)),
            ("Removed so far", .text(NumberText.grouped(Int64(policy.history.deleted)))),
            ("Made", .time(policy.history.createdAt)),
            ("Changed", .time(policy.history.updatedAt)),
        ]
        var view = AdminItemView(
            policy.name,
            in: ("Retention", request.link(PolicyListPage.path)),
            facts: facts
        )
        view.form = FormView(
            PolicyForm(principal: principal).fields(policy, in: request),
            submit: "Save",
            hidden: SeenState.hidden(policy.fingerprint),
            in: request
        )
        view.acts = Self.acts(policy, request)
        return request.page(view, title: policy.name)
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (principal, policy) = try await Self.policy(request)
        try form.check(seen: policy.fingerprint)
        var body = try PolicyForm(principal: principal).body(form)
        let keeper = PolicyKeeper(backend: request.site.backend)
        let changed = try await request.answeringInForm {
            try await keeper.change(policy, &body, isWhole: true, by: principal)
        }
        return request.redirect(
            to: request.link("retention/\(policy.id)"),
            note: .success("The policy \(changed.name) was saved.")
        )
    }

    /// The policy that the path names.
    static func policy(
        _ request: PageRequest
    ) async throws -> (principal: Principal, policy: RetentionPolicy) {
        let principal = try request.context.authorized(.manageRetention)
        try QueryValues(request.request).allow()
        let keeper = PolicyKeeper(backend: request.site.backend)
        return (principal, try await keeper.policy(request.context.id(), for: principal))
    }

    private static func acts(
        _ policy: RetentionPolicy,
        _ request: PageRequest
    ) -> [AdminItemView.Act] {
        let run = AdminItemView.Act(
            actTitle: "Run now",
            actText: "Removes at once what is older than \(policy.daysText), instead of with the "
                + "next daily run. You see first how many events that are.",
            actLink: request.link("retention/\(policy.id)/run"),
            actLabel: "Count, then run",
            isTaking: true
        )
        let delete = AdminItemView.Act(
            actTitle: "Delete",
            actText: "Takes the policy away. Its events are then kept for as long as another "
                + "policy says, or the server's default.",
            actLink: request.link("retention/\(policy.id)/delete"),
            actLabel: "Delete the policy",
            isTaking: true
        )
        return policy.isActive ? [run, delete] : [delete]
    }
}
