internal import Trail

/// Looks after retention policies, for API and dashboard.
///
/// Who manages retention sees and changes the policies of its own tenant; a superuser all, and
/// those for all tenants.
struct PolicyKeeper: Sendable {
    let backend: TrailBackend

    /// The policies of the tenants that are chosen, by name.
    func policies(of tenants: TenantChoice) async throws -> [RetentionPolicy] {
        try await self.backend.state.policies().filter { tenants.contains($0.scope.tenant) }
    }

    /// A policy; one of another tenant is not there.
    ///
    /// - Throws: ``Problem`` 404.
    func policy(_ id: EventID, for principal: Principal) async throws -> RetentionPolicy {
        let policy = try await self.backend.state.policies().first { $0.id == id }
        guard let policy, principal.reaches(policy.scope.tenant) else { throw Problem(.notFound) }
        return policy
    }

    /// Makes the policy that a body asks for.
    ///
    /// - Throws: ``Problem`` 400, 403 or 409.
    func create(_ body: inout ObjectBody, by principal: Principal) async throws -> RetentionPolicy {
        let fields = try PolicyFields(&body, isWhole: true)
        let now = self.backend.clock.now()
        var policy = RetentionPolicy(
            id: EventID.random(at: now),
            name: "",
            scope: RetentionPolicy.Scope(tenant: principal.tenant),
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
        return created
    }

    /// Changes a policy as a body says.
    ///
    /// - Parameters:
    ///   - stored: The policy as it is.
    ///   - body: What it is to be.
    ///   - isWhole: Whether the body says all of it, and not only what changes.
    ///   - principal: Who wants it.
    /// - Returns: The policy as it is then.
    /// - Throws: ``Problem`` 400, 403, 404 or 409.
    func change(
        _ stored: RetentionPolicy,
        _ body: inout ObjectBody,
        isWhole: Bool,
        by principal: Principal
    ) async throws -> RetentionPolicy {
        let fields = try PolicyFields(&body, isWhole: isWhole)
        var policy = stored
        try fields.apply(to: &policy, by: principal)
        guard policy != stored else { return stored }
        try await self.checkName(of: policy)
        policy.history.updatedAt = self.backend.clock.now()
        let act = AdminAct.policy("changed", policy, by: principal, "A policy was changed.")
        let changed = policy
        try await act.performNaming(by: self.backend.recorder) {
            guard try await self.backend.state.replace(changed) else { throw Problem(.notFound) }
        }
        return changed
    }

    /// Deletes a policy; nothing is removed by that.
    ///
    /// - Throws: ``Problem`` 404.
    func delete(_ policy: RetentionPolicy, by principal: Principal) async throws {
        let act = AdminAct.policy("deleted", policy, by: principal, "A policy was deleted.")
        try await act.perform(by: self.backend.recorder) {
            guard try await self.backend.state.removePolicy(policy.id) else {
                throw Problem(.notFound)
            }
        }
    }

    /// Removes at once what the policy would remove at its time; what another policy decides, or a
    /// hold covers, stays.
    ///
    /// - Parameters:
    ///   - policy: The policy.
    ///   - principal: Who wants it.
    ///   - isDryRun: Whether events are only counted.
    /// - Returns: How many events went, or would go, and how many a hold keeps.
    /// - Throws: ``Problem`` 409 for a policy that is not active; what the runner throws.
    func run(
        _ policy: RetentionPolicy,
        by principal: Principal,
        isDryRun: Bool = false
    ) async throws -> (count: Int, held: Int) {
        guard policy.isActive else {
            throw Problem(.conflict, "The policy is not active, so it removes nothing.")
        }
        var order = RetentionOrder(actor: principal.actor)
        order.policy = policy.id
        order.isDryRun = isDryRun
        let reports: [RetentionReport]
        if let tenant = policy.scope.tenant {
            reports = [try await self.backend.retention.run(order, tenant: tenant)]
        } else {
            reports = try await self.backend.retention.run(order)
        }
        return (reports.reduce(0) { $0 + $1.count }, reports.reduce(0) { $0 + $1.held })
    }

    private func checkName(of policy: RetentionPolicy) async throws {
        let isTaken = try await self.backend.state.policies().contains {
            $0.id != policy.id && $0.name == policy.name
                && $0.scope.tenant == policy.scope.tenant
        }
        if isTaken { throw Problem.nameTaken }
    }
}
