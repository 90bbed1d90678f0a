internal import Hummingbird
internal import Trail

/// What all pages of a dashboard have in common.
struct DashboardSite: Sendable {
    /// What records and what answers.
    let backend: TrailBackend
    /// Prefixes, limits and what is allowed.
    let configuration: TrailServerConfiguration
    /// Trail's own sign-in; `nil` where an app has one of its own.
    let signIn: SignIn?
    /// The sessions that the sign-in begins.
    let sessions: SessionAuthenticator
    /// Makes and knows the tokens of forms.
    let tokens: FormToken.Maker
    /// Reads what forms send.
    let forms: FormReader

    init(
        backend: TrailBackend,
        configuration: TrailServerConfiguration,
        signIn: SignIn?
    ) {
        self.backend = backend
        self.configuration = configuration
        self.signIn = signIn
        self.sessions = SessionAuthenticator(backend, configuration)
        self.tokens = FormToken.Maker(key: configuration.beacon.sessionKey)
        self.forms = FormReader(configuration.limits)
    }

    /// The pages, in the order of the navigation.
    var pages: [any DashboardPage] {
        var pages: [any DashboardPage] = []
        if self.signIn != nil { pages += [SignInPage(), SignOutPage(), PasswordPage()] }
        return pages + DashboardPages.reading(self) + DashboardPages.administration(self)
    }
}
