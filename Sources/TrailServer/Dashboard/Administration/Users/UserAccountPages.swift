internal import Hummingbird
internal import Trail

/// Setting the password of somebody else.
struct UserPasswordPage: FormPage {
    let keeper: UserKeeper
    let path = "user/:name/password"
    let need = PageNeed.administering

    func show(_ request: PageRequest) async throws -> Response {
        let (principal, user) = try await self.keeper.user(of: request)
        try UserFields.checkMayChange(user, principal)
        let view = AdminFormView(
            "Set the password of \(user.name)",
            in: (user.name, request.link(to: user)),
            ["All sessions of \(user.name) end."],
            FormView(
                UserForm.password(in: request),
                submit: "Set the password",
                cancel: request.link(to: user),
                in: request
            )
        )
        return request.page(view, title: "Password of \(user.name)")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (principal, user) = try await self.keeper.user(of: request)
        var body = try form.object([("password", .text), ("must_change_password", .flag)])
        if form["password"]?.isEmpty != false {
            throw Problem(field: "password", "This field is required.")
        }
        _ = try await request.answeringInForm {
            try await self.keeper.change(user, &body, by: principal)
        }
        return request.redirect(
            to: request.link(to: user),
            note: .success("The password of \(user.name) was set. All sessions have ended.")
        )
    }
}

/// Disabling a user, after saying what that does.
struct DisableUserPage: FormPage {
    let keeper: UserKeeper
    let path = "user/:name/disable"
    let need = PageNeed.administering

    func show(_ request: PageRequest) async throws -> Response {
        let (principal, user) = try await self.keeper.user(of: request)
        try UserFields.checkMayChange(user, principal)
        let query = EventQuery(
            tenant: user.tenant,
            filters: [
                EventFilter(.actorID, .equals(user.name)),
                EventFilter(.actorIsVerified, .flag(true)),
            ]
        )
        let events = try await request.site.backend.store.count(query, limit: 10_000)
        let view = ConfirmView(
            "Disable \(user.name)?",
            consequences: [
                user.name == principal.id
                    ? "This is your own account: you are signed out at once, and somebody else has "
                        + "to let you in again."
                    : "All sessions of \(user.name) end at once, and nobody can sign in under the "
                        + "name.",
                "What was recorded under the name stays, so nobody else is ever given it.",
                "The account can be enabled again. API tokens are not touched; revoke them apart.",
                "It is sealed as an event, with your name.",
            ],
            counts: [
                (
                    events.isEstimate ? "Events that stay, about" : "Events that stay", events.count
                )
            ],
            submit: "Disable \(user.name)",
            understood: "I have read what will happen.",
            hidden: Self.confirmation(user, principal).hidden(request),
            cancel: request.link(to: user),
            in: request
        )
        return request.page(view, title: "Disable \(user.name)")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (principal, user) = try await self.keeper.user(of: request)
        try Self.confirmation(user, principal).check(form, request)
        try await request.answeringInForm {
            try await self.keeper.disable(user, by: principal)
        }
        return request.redirect(
            to: request.link(to: user),
            note: .success("\(user.name) may not sign in any more.")
        )
    }

    private static func confirmation(_ user: UserAccount, _ principal: Principal) -> Confirmation {
        Confirmation(act: "disable user \(user.fingerprint)", principal: principal)
    }
}

/// Letting a user sign in again.
struct EnableUserPage: FormPage {
    let keeper: UserKeeper
    let path = "user/:name/enable"
    let need = PageNeed.administering

    func show(_ request: PageRequest) async throws -> Response {
        let (_, user) = try await self.keeper.user(of: request)
        return request.redirect(to: request.link(to: user))
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (principal, user) = try await self.keeper.user(of: request)
        var body = try form.object([])
        body.put("is_disabled", .bool(false))
        _ = try await self.keeper.change(user, &body, by: principal)
        return request.redirect(
            to: request.link(to: user),
            note: .success("\(user.name) may sign in again.")
        )
    }
}
