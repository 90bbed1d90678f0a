internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// The page for what goes wrong.
struct ProblemPage: Sendable {
    let problem: Problem

    /// The page for anything that was thrown.
    init(thrown error: any Error) {
        self.problem = Problem(thrown: error)
    }

    /// The page; who has not signed in is led to do that, who has to change the password to that.
    func answer(_ request: PageRequest) -> Response {
        let isReading = request.request.method.isSafe
        if isReading, self.problem.kind == .unauthenticated, let address = Self.signIn(request) {
            return self.finish(Response(status: .seeOther, headers: [.location: address]))
        }
        if isReading, self.problem.kind == .forbidden,
            request.principal?.mustChangePassword == true, request.site.signIn != nil
        {
            return self.finish(request.redirect(to: request.link("password")))
        }
        let view = ProblemView(
            status: self.problem.kind.status.code,
            problemTitle: self.problem.kind.title,
            detail: self.problem.detail,
            reasons: self.problem.errors.map { error in
                ProblemView.Reason(
                    field: error.field,
                    sentence: error.reasons.joined(separator: " ")
                )
            },
            signIn: self.problem.kind == .unauthenticated ? Self.signIn(request) : nil
        )
        var response = request.page(view, title: self.problem.kind.title)
        response.status = self.problem.kind.status
        return self.finish(response)
    }

    private func finish(_ response: Response) -> Response {
        var response = response
        for field in self.problem.headers where field.name != .wwwAuthenticate {
            response.headers.append(field)
        }
        return response
    }

    /// Where whoever asks signs in, and comes back to what was asked for.
    private static func signIn(_ request: PageRequest) -> String? {
        let dashboard = request.site.configuration.dashboard
        if let address = dashboard.signInURL { return address }
        guard request.site.signIn != nil else { return nil }
        let next = request.request.method.isSafe ? SafeNext(of: request) : nil
        let isNamed = next.map { !$0.text.isEmpty } ?? false
        return request.link("sign-in", isNamed ? [("next", next?.text ?? "")] : [])
    }
}

/// What ``ProblemPage`` shows.
struct ProblemView: PageView {
    struct Reason: Sendable {
        let field: String
        let sentence: String
    }

    static let name = "problem"

    let status: Int
    let problemTitle: String
    let detail: String
    let reasons: [Reason]
    let signIn: String?

    static let template = """
        {{<layout}}{{$main}}
        <header class="page-head"><h1>{{problemTitle}}</h1></header>
        <section class="problem">
        <p class="lead">{{detail}}</p>
        {{#reasons}}<p><code>{{field}}</code> {{sentence}}</p>{{/reasons}}
        <p class="muted">Status {{status}}</p>
        <p class="actions">{{#.signIn}}<a class="button primary" href="{{.}}">Sign in</a>{{/.signIn}}
        <a class="button" href="{{root}}">To the overview</a></p>
        </section>
        {{/main}}{{/layout}}
        """
}

/// Whatever lies below the dashboard's path and is no page.
struct UnknownPage: DashboardPage {
    let path = "**"
    let need = PageNeed.nothing

    func show(_ request: PageRequest) async throws -> Response {
        throw Problem(.notFound, "There is no page at this address.")
    }
}
