internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `retention-policies/`, `{id}/` and `{id}/run_now/`: how long events are kept.
///
/// Who manages retention sees and changes the policies of its own tenant; a superuser all, and
/// those for all tenants. Reading events does not permit any of it.
struct PolicyRoutes<Context: PrincipalContext>: Sendable {
    let backend: TrailBackend
    let bodies: BodyReader
    let address: ServerAddress

    /// Adds the routes.
    func add(to router: some RouterMethods<Context>) {
        let path: RouterPath = "retention-policies"
        router.serve(Resource(get: self.list, post: self.create), at: path)
        let group = router.group(path.appendingPath(":id"))
        group.serve(
            Resource(
                get: self.show,
                put: self.replace,
                patch: self.change,
                delete: self.delete
            ),
            at: ""
        )
        group.serve(Resource(post: self.run), spelled: "run_now")
    }

    @Sendable private func list(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        let values = try QueryValues(request)
        try values.allow(NumberedPage.parameters + ["event_type", "is_active", "tenant_id"])
        let page = try NumberedPage(
            request,
            values,
            self.address.url(of: request, in: context)
        )
        let kind = try values.text("event_type").map { text throws(Problem) in
            guard let kind = PolicyFields.kind(text) else {
                throw Problem(field: "event_type", PolicyFields.kindSentence)
            }
            return kind
        }
        let isActive = try values.flag("is_active")
        let tenants = try TenantChoice(principal, asked: try values.tenant())
        let policies = try await self.backend.state.policies().filter { policy in
            tenants.contains(policy.scope.tenant)
                && (isActive ?? policy.isActive) == policy.isActive
                && (kind ?? policy.scope.kind) == policy.scope.kind
        }
        return .json(try page.json(of: policies) { $0.policy($1) })
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        return Self.answer(try await self.policy(context, for: principal))
    }

    /// The policy that the path names; one of another tenant is not there.
    private func policy(
        _ context: Context,
        for principal: Principal
    ) async throws -> RetentionPolicy {
        let id = try context.id()
        let policy = try await self.backend.state.policies().first { $0.id == id }
        guard let policy, principal.reaches(policy.scope.tenant) else { throw Problem(.notFound) }
        return policy
    }

    private static func answer(
        _ policy: RetentionPolicy,
        _ status: HTTPResponse.Status = .ok
    ) -> Response {
        .json(status: status) { $0.policy(policy) }
    }
}

// MARK: - Changes

extension PolicyRoutes {
    @Sendable private func create(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        var body = try await self.bodies.object(of: request)
        let fields = try PolicyFields(&body, isWhole: true)
        let now = self.backend.clock.now()
        var policy = RetentionPolicy(
            id: EventID.random(at: now),
            name: "",
            scope: RetentionPolicy.Scope(tenant: principal.reach),
            retainDays: 1,
            createdAt: now
        )
        try fields.apply(to: &policy, by: principal)
        try await self.checkName(of: policy)
        let act = AdminAct.policy("created", policy, by: principal, "A policy was made.")
        let created = policy
        try await act.performNaming(by: self.backend.recorder) {
            try await self.backend.state.add(created)
        }
        return Self.answer(policy, .created)
    }

    @Sendable private func replace(
        _ request: Request,
        _ context: Context
    ) async throws -> Response {
        try await self.change(request, context, isWhole: true)
    }

    @Sendable private func change(_ request: Request, _ context: Context) async throws -> Response {
        try await self.change(request, context, isWhole: false)
    }

    private func change(
        _ request: Request,
        _ context: Context,
        isWhole: Bool
    ) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        let stored = try await self.policy(context, for: principal)
        var body = try await self.bodies.object(of: request)
        let fields = try PolicyFields(&body, isWhole: isWhole)
        var policy = stored
        try fields.apply(to: &policy, by: principal)
        guard policy != stored else { return Self.answer(stored) }
        try await self.checkName(of: policy)
        policy.history.updatedAt = self.backend.clock.now()
        let act = AdminAct.policy("changed", policy, by: principal, "A policy was changed.")
        let changed = policy
        try await act.performNaming(by: self.backend.recorder) {
            guard try await self.backend.state.replace(changed) else { throw Problem(.notFound) }
        }
        return Self.answer(policy)
    }

    @Sendable private func delete(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        let policy = try await self.policy(context, for: principal)
        let act = AdminAct.policy("deleted", policy, by: principal, "A policy was deleted.")
        try await act.perform(by: self.backend.recorder) {
            guard try await self.backend.state.removePolicy(policy.id) else {
                throw Problem(.notFound)
            }
        }
        return Response(status: .noContent)
    }

    /// Removes at once what the policy would remove at its time; what another policy decides, or a
    /// hold covers, stays.
    @Sendable private func run(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        let policy = try await self.policy(context, for: principal)
        guard policy.isActive else {
            throw Problem(.conflict, "The policy is not active, so it removes nothing.")
        }
        var order = RetentionOrder(actor: principal.actor)
        order.policy = policy.id
        var deleted = 0
        if let tenant = policy.scope.tenant {
            deleted = try await self.backend.retention.run(order, tenant: tenant).count
        } else {
            deleted = try await self.backend.retention.run(order).reduce(0) { $0 + $1.count }
        }
        return .json { output in
            output.beginObject()
            output.member("deleted", deleted)
            output.endObject()
        }
    }

    private func checkName(of policy: RetentionPolicy) async throws {
        let isTaken = try await self.backend.state.policies().contains {
            $0.id != policy.id && $0.name == policy.name
                && $0.scope.tenant == policy.scope.tenant
        }
        if isTaken { throw Problem.nameTaken }
    }
}
