internal import HTTPTypes
internal import Trail

/// Signs people in and out, and lets them change their passwords.
///
/// Whatever is wrong, the answer is the same and takes as long: nobody learns which names there
/// are.
struct SignIn: Sendable {
    /// Where users and sessions are kept.
    let state: any StateStore
    /// Records what happens, as `login` events.
    let recorder: EventRecorder
    /// The time of day.
    let clock: any WallClock
    /// Hashes passwords.
    let hasher: PasswordHasher
    /// How often somebody may be wrong.
    let throttle: SignInThrottle
    /// How long a session lasts; `nil` for until the browser is closed.
    let sessionAge: Duration?
    /// The ledger of attempts on names that nobody has.
    let tenant: TenantID

    init(
        _ backend: TrailBackend,
        _ configuration: TrailServerConfiguration,
        _ hasher: PasswordHasher
    ) {
        self.state = backend.state
        self.recorder = backend.recorder
        self.clock = backend.clock
        self.hasher = hasher
        self.throttle = SignInThrottle(configuration.access.attempts)
        self.sessionAge = configuration.access.sessionAge
        self.tenant = configuration.tenant
    }

    /// A session that has just begun, and the secret for its cookie.
    struct Begun: Sendable {
        let signedIn: SignedInUser
        let secret: SessionSecret
    }

    /// Begins a session for whoever knows the password of `name`.
    ///
    /// - Throws: ``Problem`` 401 or 429.
    func signIn(
        _ name: String,
        password: String,
        from client: Event.Context
    ) async throws -> Begun {
        try self.throttle.admit(name, from: client.ip)
        let user = try await self.state.user(named: name)
        guard let user, try await self.isRight(password, for: user), !user.isDisabled,
            let begun = try await self.begin(user, password, client)
        else {
            if user == nil { _ = try await self.hasher.matches(password, nil) }
            try await self.recordFailure(name, user, client)
            throw Problem.wrongPassword
        }
        self.throttle.giveBack(name, from: client.ip)
        let principal = Principal(begun.signedIn)
        CaptureScope.identify(principal.actor, tenant: principal.tenant)
        try await self.record(
            .login(of: principal.actor, username: user.name, remarks: "password"),
            principal.tenant,
            client
        )
        return begun
    }

    /// Ends a session.
    func signOut(
        _ session: SignedInUser,
        from client: Event.Context
    ) async throws {
        guard try await self.state.endSession(hash: session.session.hash) else { return }
        let principal = Principal(session)
        try await self.record(.logout(of: principal.actor), principal.tenant, client)
    }

    /// Changes the password of whoever is signed in, ends all their sessions, and begins a new one.
    ///
    /// - Throws: ``Problem`` 400 for a password that is not good enough or the wrong present one,
    ///   409 where the user was changed meanwhile, 429.
    func changePassword(
        of session: SignedInUser,
        from present: String,
        to new: String,
        _ client: Event.Context
    ) async throws -> Begun {
        var user = session.user
        try self.throttle.admit(user.name, from: client.ip)
        guard try await self.isRight(present, for: user) else {
            try await self.recordFailure(user.name, user, client)
            throw Problem(field: "current_password", "This is not the present password.")
        }
        self.throttle.giveBack(user.name, from: client.ip)
        if let objection = PasswordRule.objection(to: new, of: user.name) {
            throw Problem(field: "new_password", objection)
        }
        guard new != present else {
            throw Problem(field: "new_password", "This is the present password.")
        }
        let hash = try await self.hasher.hash(new).text
        user.password = UserAccount.Password(hash: hash, changedAt: self.clock.now())
        guard
            case .replaced(let revision) = try await self.state.replace(user, endingSessions: true)
        else { throw Problem.changedMeanwhile }
        user.revision = revision
        let principal = Principal(session)
        try await self.record(
            .passwordChanged(of: principal.actor, username: user.name),
            principal.tenant,
            client
        )
        guard let begun = try await self.begin(user, nil, client) else {
            throw Problem.changedMeanwhile
        }
        return begun
    }

    private func isRight(_ password: String, for user: UserAccount) async throws -> Bool {
        let hash = PasswordHash(user.password.hash)
        let isRight = try await self.hasher.matches(password, hash)
        if let hash, hash.cost.work < self.hasher.cost.work {
            // A hash under weaker parameters must not show by the time that it takes.
            _ = try await self.hasher.matches(password, nil)
        }
        return isRight
    }

    /// Begins a session; `nil` where the user was changed or disabled meanwhile.
    ///
    /// A password that was hashed under weaker parameters is hashed anew, now that it is known.
    private func begin(
        _ user: UserAccount,
        _ password: String?,
        _ client: Event.Context
    ) async throws -> Begun? {
        var user = user
        let cost = PasswordHash(user.password.hash)?.cost
        if let password, let cost, cost.work < self.hasher.cost.work {
            user.password.hash = try await self.hasher.hash(password).text
        }
        let secret = SessionSecret.random()
        let now = self.clock.now()
        let age = self.sessionAge ?? TrailServerConfiguration.Access.longestLife
        let session = UserSession(
            hash: secret.hash,
            user: user.name,
            createdAt: now,
            expiresAt: now.advanced(by: age),
            ip: client.ip,
            userAgent: client.userAgent
        )
        guard try await self.state.begin(session, of: user) else { return nil }
        user.lastSignInAt = now
        return Begun(signedIn: SignedInUser(session: session, user: user), secret: secret)
    }

    private func recordFailure(
        _ name: String,
        _ user: UserAccount?,
        _ client: Event.Context
    ) async throws {
        let remarks = user?.isDisabled == true ? "The user is disabled." : nil
        try await self.record(
            .loginFailed(username: name, remarks: remarks),
            user?.tenant ?? self.tenant,
            client
        )
    }

    private func record(
        _ draft: Event.Draft,
        _ tenant: TenantID,
        _ client: Event.Context
    ) async throws {
        var draft = draft
        draft.tenant = tenant
        draft.context = client
        try await self.recorder.capture(draft)
    }
}

extension Problem {
    /// Name or password is wrong; which, nobody is told.
    static let wrongPassword = Self(
        .unauthenticated,
        "The name or the password is wrong.",
        headers: [.wwwAuthenticate: "Bearer realm=\"trail\""]
    )
    /// Somebody else was faster.
    static let changedMeanwhile = Self(
        .conflict,
        "This was changed by somebody else in the meantime; look at it again."
    )
}
