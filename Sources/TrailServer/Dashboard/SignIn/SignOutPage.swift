internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// Ending the session.
struct SignOutPage: FormPage {
    let path = "sign-out"
    let need = PageNeed.session

    func show(_ request: PageRequest) async throws -> Response {
        try QueryValues(request.request).allow()
        let form = FormView([], submit: "Sign out", cancel: request.root, in: request)
        let view = FormView.Page(
            heading: "Sign out?",
            sentences: ["The session of this browser ends. Others that you have go on."],
            form: form
        )
        return request.page(view, title: "Sign out")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        if let session = try await request.session() {
            try await request.site.signIn?.signOut(session, from: request.client)
        }
        let cookie = request.site.sessions.cookie(of: request.request, in: request.context)
        var response = request.redirect(
            to: request.link("sign-in"),
            note: .success("You have signed out.")
        )
        response.headers.append(HTTPField(name: .setCookie, value: cookie.removal))
        return response
    }
}
