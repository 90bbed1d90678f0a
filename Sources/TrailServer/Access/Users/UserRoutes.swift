internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `users/` and `users/{name}/`: who may sign in, for administrators.
///
/// An administrator sees and changes the users of its own tenant, superusers excepted; a superuser
/// all. Nobody grants what they do not have.
struct UserRoutes<Context: PrincipalContext>: Sendable {
    let state: any StateStore
    let recorder: EventRecorder
    let clock: any WallClock
    let hasher: PasswordHasher
    let bodies: BodyReader

    /// Adds the routes.
    func add(to router: some RouterMethods<Context>) {
        router.serve(Resource(get: self.list, post: self.create), at: "users")
        router.serve(
            Resource(get: self.show, patch: self.change, delete: self.delete),
            at: "users/:name"
        )
    }

    @Sendable private func list(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        let values = try QueryValues(request)
        try values.allow("tenant_id")
        let tenants = try TenantChoice(principal, asked: try values.tenant())
        let users = try await self.state.users().filter { tenants.contains($0.tenant) }
        return .json(JSONOutput.list(users) { $0.user($1) })
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        return Self.answer(try await self.user(context, for: principal))
    }

    /// The user that the path names; one of another tenant is not there.
    private func user(
        _ context: Context,
        for principal: Principal
    ) async throws -> UserAccount {
        let user = try await self.state.user(named: try context.name("name"))
        guard let user, principal.reaches(user.tenant) else { throw Problem(.notFound) }
        return user
    }

    private static func answer(
        _ user: UserAccount,
        _ status: HTTPResponse.Status = .ok
    ) -> Response {
        .json(status: status) { $0.user(user) }
    }
}

// MARK: - Changes

extension UserRoutes {
    @Sendable private func create(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        var body = try await self.bodies.object(of: request)
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
        return Self.answer(user, .created)
    }

    @Sendable private func change(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        let user = try await self.user(context, for: principal)
        var body = try await self.bodies.object(of: request)
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
        guard !names.isEmpty else { return Self.answer(user) }
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
        return Self.answer(changed)
    }

    /// Disables a user: what was recorded under the name stays, so nobody else may ever have it.
    @Sendable private func delete(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorizedToAdminister()
        try QueryValues(request).allow()
        let user = try await self.user(context, for: principal)
        try UserFields.checkMayChange(user, principal)
        guard !user.isDisabled else { return Response(status: .noContent) }
        var changed = user
        changed.isDisabled = true
        let act = AdminAct.user(
            "disabled",
            changed,
            by: principal,
            "\(user.name) may not sign in any more."
        )
        _ = try await self.replace(user, with: changed, endingSessions: true, act)
        return Response(status: .noContent)
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
