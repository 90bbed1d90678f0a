internal import Hummingbird
internal import Trail

/// Changing the password of whoever is signed in.
struct PasswordPage: FormPage {
    let path = "password"
    let need = PageNeed.session

    func show(_ request: PageRequest) async throws -> Response {
        try QueryValues(request.request).allow()
        let mustChange = request.principal?.mustChangePassword == true
        let form = FormView(
            [
                .input("current_password", "Present password", type: "password", in: request)
                    .required.autocomplete("current-password"),
                .input("new_password", "New password", type: "password", in: request)
                    .required.autocomplete("new-password"),
                .input("new_password_again", "New password, again", type: "password", in: request)
                    .required.autocomplete("new-password"),
            ],
            submit: "Change password",
            cancel: mustChange ? nil : request.root,
            in: request
        )
        let view = FormView.Page(
            heading: "Change password",
            sentences: (mustChange ? ["Choose a password of your own before you go on."] : [])
                + ["All other sessions of yours end."],
            form: form
        )
        return request.page(view, title: "Change password")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        guard let signIn = request.site.signIn, let session = try await request.session() else {
            throw Problem(.forbidden, "Only who has signed in with a password can change it.")
        }
        var body = try form.object([
            ("current_password", .text), ("new_password", .text), ("new_password_again", .text),
        ])
        let present = body.requiredText("current_password", upTo: PasswordRule.mostBytes)
        let new = body.requiredText("new_password", upTo: PasswordRule.mostBytes)
        let again = body.requiredText("new_password_again", upTo: PasswordRule.mostBytes)
        if let new, let again, new != again {
            body.refuse("new_password_again", "This is not the same.") as Void?
        }
        try body.finish()
        guard let present, let new else { throw Problem(.invalidInput) }
        let begun = try await signIn.changePassword(
            of: session,
            from: present,
            to: new,
            request.client
        )
        return request.signedIn(
            begun,
            leadingTo: request.root,
            note: .success("The password was changed. All other sessions of yours have ended.")
        )
    }
}
