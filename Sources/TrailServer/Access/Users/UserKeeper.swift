internal import Trail

/// Looks after users, for API and dashboard.
///
/// An administrator sees and changes the users of its own tenant, superusers excepted; a superuser
/// all. Nobody grants what they do not have.
struct UserKeeper: Sendable {
    let state: any StateStore
    let recorder: EventRecorder
    let clock: any WallClock
    let hasher: PasswordHasher

    init(_ backend: TrailBackend, _ hasher: PasswordHasher) {
        self.state = backend.state
        self.recorder = backend.recorder
        self.clock = backend.clock
        self.hasher = hasher
    }

    /// The users of the tenants that are chosen.
    func users(of tenants: TenantChoice) async throws -> [UserAccount] {
        try await self.state.users().filter { tenants.contains($0.tenant) }
    }

    /// A user; one of another tenant is not there.
    ///
    /// - Throws: ``Problem`` 404.
    func user(_ name: String, for principal: Principal) async throws -> UserAccount {
        let user = try await self.state.user(named: name)
        guard let user, principal.reaches(user.tenant) else { throw Problem(.notFound) }
        return user
    }

    /// Makes the user that a body asks for.
    ///
    /// - Throws: ``Problem`` 400, 403 or 409.
    func create(_ body: inout ObjectBody, by principal: Principal) async throws -> UserAccount {
        let fields = try UserFields(new: &body)
        try fields.check(principal, nil)
        guard let name = fields.name, let password = fields.password else {
            throw Problem(.invalidInput)
        }
        guard try await self.state.user(named: name) == nil else { throw Problem.nameTaken }
        let now = self.clock.now()
        let user = UserAccount(
            name: name,
            password: UserAccount.Password(
                hash: try await self.hasher.hash(password).text,
                changedAt: now,
                mustChange: fields.mustChangePassword ?? false
            ),
            permissions: fields.permissions ?? [],
            tenant: fields.tenant ?? principal.tenant,
            isSuperuser: fields.isSuperuser ?? false,
            createdAt: now
        )
        let act = AdminAct.user("created", user, by: principal, "\(name) may sign in.")
        try await act.performNaming(by: self.recorder) { try await self.state.add(user) }
        return user
    }

    /// Changes a user as a body says.
    ///
    /// - Throws: ``Problem`` 400, 403 or 409.
    func change(
        _ user: UserAccount,
        _ body: inout ObjectBody,
        by principal: Principal
    ) async throws -> UserAccount {
        let fields = try UserFields(changing: user, &body)
        try fields.check(principal, user)
        var changed = user
        let names = fields.apply(to: &changed)
        if let password = fields.password {
            changed.password = UserAccount.Password(
                hash: try await self.hasher.hash(password).text,
                changedAt: self.clock.now(),
                mustChange: changed.password.mustChange
            )
        }
        guard !names.isEmpty else { return user }
        let act = AdminAct.user(
            "changed",
            changed,
            by: principal,
            "\(user.name) was changed.",
            fields: names
        )
        let ends = fields.password != nil || changed.isDisabled
        changed = try await self.replace(user, with: changed, endingSessions: ends, act)
        if fields.password != nil {
            var draft = Event.Draft.passwordChanged(
                of: principal.actor,
                username: user.name,
                remarks: "by an administrator"
            )
            draft.tenant = user.tenant
            try await self.recorder.capture(draft)
        }
        return changed
    }

    /// Disables a user: what was recorded under the name stays, so nobody else may ever have it.
    ///
    /// - Throws: ``Problem`` 403 or 409.
    func disable(_ user: UserAccount, by principal: Principal) async throws {
        try UserFields.checkMayChange(user, principal)
        guard !user.isDisabled else { return }
        var changed = user
        changed.isDisabled = true
        let act = AdminAct.user(
            "disabled",
            changed,
            by: principal,
            "\(user.name) may not sign in any more."
        )
        _ = try await self.replace(user, with: changed, endingSessions: true, act)
    }

    private func replace(
        _ user: UserAccount,
        with changed: UserAccount,
        endingSessions ends: Bool,
        _ act: AdminAct
    ) async throws -> UserAccount {
        if user.isActiveSuperuser, !changed.isActiveSuperuser {
            let others = try await self.state.users().filter {
                $0.isActiveSuperuser && $0.name != user.name
            }
            guard !others.isEmpty else { throw Problem.lastSuperuser }
        }
        let outcome = try await act.perform(by: self.recorder) {
            let outcome = try await self.state.replace(changed, endingSessions: ends)
            switch outcome {
            case .replaced(let revision): return revision
            case .outdated: throw Problem.changedMeanwhile
            case .lastSuperuser: throw Problem.lastSuperuser
            }
        }
        var stored = changed
        stored.revision = outcome
        return stored
    }
}

extension Problem {
    /// Nobody would be left to administer everything.
    static let lastSuperuser = Self(
        .conflict,
        "This is the last superuser that may sign in; there must be one."
    )
}
