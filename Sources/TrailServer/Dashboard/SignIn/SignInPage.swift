internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// Signing in with name and password.
struct SignInPage: FormPage {
    let path = "sign-in"
    let need = PageNeed.nothing

    func show(_ request: PageRequest) async throws -> Response {
        let values = try QueryValues(request.request)
        try values.allow("next")
        let entered = request.rejected?.form["next"]
        let next = (entered ?? values["next"]).flatMap { SafeNext($0) }?.text ?? ""
        if request.principal != nil, request.rejected == nil {
            return request.redirect(to: Self.address(next, request))
        }
        let form = FormView(
            [
                .input("username", "Name", in: request).required.autocomplete("username"),
                .input("password", "Password", type: "password", in: request).required
                    .autocomplete("current-password"),
            ],
            submit: "Sign in",
            hidden: [("next", next)],
            in: request
        )
        return request.page(SignInView(form: form), title: "Sign in")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        guard let signIn = request.site.signIn else { throw Problem(.notFound) }
        var body = try form.object([("username", .text), ("password", .text)])
        let name = body.requiredText("username")
        let password = body.requiredText("password", upTo: PasswordRule.mostBytes)
        try body.finish()
        guard let name, let password else { throw Problem(.invalidInput) }
        let begun: SignIn.Begun
        do {
            begun = try await signIn.signIn(name, password: password, from: request.client)
        } catch let problem as Problem {
            return try await self.again(form, problem, request)
        }
        if let old = try await request.session() {
            try await signIn.signOut(old, from: request.client)
        }
        let next = form["next"].flatMap { SafeNext($0) }?.text ?? ""
        return request.signedIn(begun, leadingTo: Self.address(next, request))
    }

    /// The form again, with what is wrong; status and headers are those of the API.
    private func again(
        _ form: FormBody,
        _ problem: Problem,
        _ request: PageRequest
    ) async throws -> Response {
        var again = request
        again.rejected = RejectedForm(form: form, problem: problem)
        var response = try await self.show(again)
        response.status = problem.kind.status
        response.headers[.retryAfter] = problem.headers[.retryAfter]
        return response
    }

    private static func address(_ next: String, _ request: PageRequest) -> String {
        request.root + next
    }
}

/// What ``SignInPage`` shows.
struct SignInView: PageView {
    let form: FormView

    static let name = "sign-in"
    static let template = """
        {{<layout}}{{$main}}
        <section class="sign-in">
        <h1>Sign in</h1>
        {{#form}}{{>form}}{{/form}}
        <p class="muted">No name yet? Whoever administers this server makes one, by \
        <code>trail user create</code> or on the users' page.</p>
        </section>
        {{/main}}{{/layout}}
        """
}

extension PageRequest {
    /// The session of the request's cookie, when it is the one that says who asks.
    func session() async throws -> SignedInUser? {
        let cookie = self.site.sessions.cookie(of: self.request, in: self.context)
        guard let session = self.principal?.session,
            let secrets = cookie.secrets(of: self.request),
            let signedIn = try await self.site.sessions.signedIn(secrets),
            signedIn.session.id == session
        else { return nil }
        return signedIn
    }

    /// Gives the browser the cookie of a session that has begun, and leads on.
    func signedIn(_ begun: SignIn.Begun, leadingTo address: String, note: PageNote? = nil)
        -> Response
    {
        let cookie = self.site.sessions.cookie(of: self.request, in: self.context)
        let age = self.site.configuration.access.sessionAge
        var response = self.redirect(to: address, note: note)
        response.headers.append(
            HTTPField(name: .setCookie, value: cookie.set(begun.secret, age: age))
        )
        return response
    }
}
