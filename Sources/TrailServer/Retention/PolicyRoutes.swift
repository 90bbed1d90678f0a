internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `retention-policies/`, `{id}/` and `{id}/run_now/`: how long events are kept.
///
/// What they do is done by ``PolicyKeeper``. Reading events does not permit any of it.
struct PolicyRoutes<Context: PrincipalContext>: Sendable {
    let keeper: PolicyKeeper
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
        let policies = try await self.keeper.policies(of: tenants).filter { policy in
            (isActive ?? policy.isActive) == policy.isActive
                && (kind ?? policy.scope.kind) == policy.scope.kind
        }
        return .json(try page.json(of: policies) { $0.policy($1) })
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        return Self.answer(try await self.keeper.policy(context.id(), for: principal))
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
        return Self.answer(try await self.keeper.create(&body, by: principal), .created)
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
        let stored = try await self.keeper.policy(context.id(), for: principal)
        var body = try await self.bodies.object(of: request)
        return Self.answer(
            try await self.keeper.change(stored, &body, isWhole: isWhole, by: principal)
        )
    }

    @Sendable private func delete(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        let policy = try await self.keeper.policy(context.id(), for: principal)
        try await self.keeper.delete(policy, by: principal)
        return Response(status: .noContent)
    }

    @Sendable private func run(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageRetention)
        try QueryValues(request).allow()
        let policy = try await self.keeper.policy(context.id(), for: principal)
        let deleted = try await self.keeper.run(policy, by: principal).count
        return .json { output in
            output.beginObject()
            output.member("deleted", deleted)
            output.endObject()
        }
    }
}
