internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `session/`: signing in, who is signed in, signing out, and changing the password.
struct SessionRoutes<Context: PrincipalContext>: Sendable {
    private let signIn: SignIn
    private let sessions: SessionAuthenticator
    private let origins: OwnOrigin
    private let bodies: BodyReader
    private let client: ClientReader
    private let age: Duration?

    init(
        _ backend: TrailBackend,
        _ configuration: TrailServerConfiguration,
        _ signIn: SignIn,
        _ bodies: BodyReader
    ) {
        self.signIn = signIn
        self.sessions = SessionAuthenticator(backend, configuration)
        self.origins = OwnOrigin(configuration)
        self.bodies = bodies
        self.client = configuration.client
        self.age = configuration.access.sessionAge
    }

    /// Adds the routes.
    func add(to router: some RouterMethods<Context>) {
        router.serve(
            Resource(get: self.show, post: self.create, delete: self.delete),
            at: "session"
        )
        router.serve(Resource(post: self.changePassword), at: "session/password")
    }

    /// Begins a session; one that the browser has already ends.
    @Sendable private func create(_ request: Request, _ context: Context) async throws -> Response {
        // A page of another site must not sign its visitor in as somebody else either.
        try self.origins.check(request, context)
        try QueryValues(request).allow()
        var body = try await self.bodies.object(of: request)
        let name = body.requiredText("username")
        let password = body.requiredText("password", upTo: PasswordRule.mostBytes)
        try body.finish()
        guard let name, let password else { throw Problem(.invalidInput) }
        let client = self.client.context(of: request, in: context)
        let begun = try await self.signIn.signIn(name, password: password, from: client)
        if let old = try await self.current(request, context) {
            try await self.signIn.signOut(old, from: client)
        }
        return self.answer(begun, request, context)
    }

    /// Who asks: whoever is signed in, or whose token it is.
    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authenticated()
        try QueryValues(request).allow()
        let signedIn = principal.session == nil ? nil : try await self.current(request, context)
        return .json(Self.json(principal, signedIn?.session))
    }

    /// Ends the session of the cookie.
    @Sendable private func delete(_ request: Request, _ context: Context) async throws -> Response {
        _ = try context.authenticated()
        try QueryValues(request).allow()
        guard let signedIn = try await self.current(request, context) else {
            throw Problem(.notFound, "There is no session: tokens are revoked, not signed out.")
        }
        let client = self.client.context(of: request, in: context)
        try await self.signIn.signOut(signedIn, from: client)
        let cookie = self.sessions.cookie(of: request, in: context)
        return Response(status: .noContent, headers: [.setCookie: cookie.removal])
    }

    /// Changes the password of whoever is signed in; all their sessions end, and this one goes on
    /// as a new one.
    @Sendable private func changePassword(
        _ request: Request,
        _ context: Context
    ) async throws -> Response {
        _ = try context.authenticated()
        try QueryValues(request).allow()
        guard let signedIn = try await self.current(request, context) else {
            throw Problem(.forbidden, "Only who has signed in with a password can change it.")
        }
        var body = try await self.bodies.object(of: request)
        let present = body.requiredText("current_password", upTo: PasswordRule.mostBytes)
        let new = body.requiredText("new_password", upTo: PasswordRule.mostBytes)
        try body.finish()
        guard let present, let new else { throw Problem(.invalidInput) }
        let begun = try await self.signIn.changePassword(
            of: signedIn,
            from: present,
            to: new,
            self.client.context(of: request, in: context)
        )
        return self.answer(begun, request, context)
    }

    /// The session of the request's cookie, when it is the one that says who asks.
    private func current(
        _ request: Request,
        _ context: Context
    ) async throws -> SignedInUser? {
        guard let session = context.principal?.session,
            let secrets = self.sessions.cookie(of: request, in: context).secrets(of: request),
            let signedIn = try await self.sessions.signedIn(secrets),
            signedIn.session.id == session
        else { return nil }
        return signedIn
    }

    private func answer(
        _ begun: SignIn.Begun,
        _ request: Request,
        _ context: Context
    ) -> Response {
        let cookie = self.sessions.cookie(of: request, in: context)
        var response = Response.json(
            Self.json(Principal(begun.signedIn), begun.signedIn.session)
        )
        response.headers[.setCookie] = cookie.set(begun.secret, age: self.age)
        return response
    }

    private static func json(_ principal: Principal, _ session: UserSession?) -> [UInt8] {
        var output = JSONOutput()
        output.beginObject()
        output.member("id", principal.id)
        output.member("name", principal.name ?? principal.id)
        output.member("type", principal.type.rawValue)
        output.member("tenant", principal.tenant.name)
        output.member("permissions", principal.permissions)
        output.member("is_superuser", principal.isSuperuser)
        output.member("is_administrator", principal.isAdministrator)
        output.member("must_change_password", principal.mustChangePassword)
        output.member("credential", principal.credential)
        output.key("session")
        if let session {
            output.beginObject()
            output.member("id", session.id)
            output.member("created_at", session.createdAt.description)
            output.member("expires_at", session.expiresAt.description)
            output.endObject()
        } else {
            output.null()
        }
        output.endObject()
        return output.bytes
    }
}
