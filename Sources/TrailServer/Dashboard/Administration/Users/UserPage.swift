internal import Hummingbird
internal import Trail

/// One user: what they may do, and their account.
struct UserPage: FormPage {
    let keeper: UserKeeper
    let path = "user/:name"
    let need = PageNeed.administering

    func show(_ request: PageRequest) async throws -> Response {
        let (principal, user) = try await self.keeper.user(of: request)
        var facts: [(title: String, cell: TableView.Cell)] = [
            ("State", .badge(user.stateBadge)), ("Tenant", .text(user.tenant.name)),
            ("Permissions", .text(user.rightsText)), ("Last sign-in", .time(user.lastSignInAt)),
            ("Password set", .time(user.password.changedAt)), ("Added", .time(user.createdAt)),
        ]
        let mayChange = !user.isSuperuser || principal.isSuperuser
        if !mayChange { facts.append(("Changes", .text("by superusers only"))) }
        var view = AdminItemView(
            user.name,
            in: ("Users", request.link(UserListPage.path)),
            facts: facts
        )
        view.formTitle = "What \(user.name) may do"
        if mayChange {
            view.form = FormView(
                UserForm(principal: principal).rights(user, in: request),
                submit: "Save",
                hidden: SeenState.hidden(user.fingerprint),
                in: request
            )
            view.acts = Self.acts(user, principal, request)
        }
        if PageNeed.permission(.viewAllLogs).admits(request.context) {
            view.eventsText = "What \(user.name) did"
            view.eventsLink = request.link(
                "events",
                [("user_id", user.name)] + principal.tenantParameter(user.tenant)
            )
        }
        return request.page(view, title: user.name)
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (principal, user) = try await self.keeper.user(of: request)
        try form.check(seen: user.fingerprint)
        var body = try UserForm(principal: principal).body(rights: form)
        _ = try await request.answeringInForm {
            try await self.keeper.change(user, &body, by: principal)
        }
        return request.redirect(
            to: request.link(to: user),
            note: .success("The permissions of \(user.name) were saved.")
        )
    }

    private static func acts(
        _ user: UserAccount,
        _ principal: Principal,
        _ request: PageRequest
    ) -> [AdminItemView.Act] {
        let isOwn = user.name == principal.id
        let password = AdminItemView.Act(
            actTitle: "Password",
            actText: isOwn
                ? "You change your own with the present one."
                : "Sets a new one, and ends all sessions of \(user.name).",
            actLink: isOwn ? request.link("password") : request.link(to: user, "password"),
            actLabel: isOwn ? "Change your password" : "Set a password"
        )
        let disable = AdminItemView.Act(
            actTitle: "Disable",
            actText: "Ends all sessions and keeps \(user.name) from signing in.",
            actLink: request.link(to: user, "disable"),
            actLabel: "Disable \(user.name)",
            isTaking: true
        )
        let enable = AdminItemView.Act(
            actTitle: "Enable",
            actText: "Lets \(user.name) sign in again, with the permissions and the password there "
                + "are.",
            actForm: FormView(
                [],
                submit: "Enable \(user.name)",
                action: request.link(to: user, "enable"),
                in: request.asNew
            )
        )
        return [password, user.isDisabled ? enable : disable]
    }
}

extension UserKeeper {
    /// The user that the path of a page names.
    func user(
        of request: PageRequest
    ) async throws -> (principal: Principal, user: UserAccount) {
        let principal = try request.context.authorizedToAdminister()
        try QueryValues(request.request).allow()
        return (principal, try await self.user(request.context.name("name"), for: principal))
    }
}
