internal import Trail

extension PolicyKeeper {
    /// What is decided of a policy's events once it is gone.
    struct Outlook: Sendable {
        /// The policies that decide then, by name; none where only the server's default does.
        let heirs: [RetentionPolicy]
        /// How many events these would remove at once.
        let count: Int
    }

    /// What would come of deleting a policy; nothing is changed.
    ///
    /// - Throws: What the runner throws.
    func outlook(without policy: RetentionPolicy, by principal: Principal) async throws -> Outlook {
        let policies = try await self.backend.state.policies()
        let present = RetentionPlan(policies, defaultDays: nil)
        let later = RetentionPlan(policies.filter { $0.id != policy.id }, defaultDays: nil)
        var heirs: Set<EventID> = []
        var count = 0
        for tenant in try await self.backend.store.tenants()
        where (policy.scope.tenant ?? tenant) == tenant {
            let kinds = Event.Kind.allCases.filter {
                present.policy(for: tenant, $0)?.id == policy.id
            }
            for rule in later.rules(for: tenant) where !rule.kinds.isDisjoint(with: kinds) {
                var order = RetentionOrder(actor: principal.actor)
                order.rule = RetentionRule(
                    kinds: rule.kinds.intersection(kinds),
                    days: rule.days,
                    source: rule.source
                )
                order.isDryRun = true
                count += try await self.backend.retention.run(order, tenant: tenant).count
                if let heir = rule.policy { heirs.insert(heir.id) }
            }
        }
        return Outlook(heirs: policies.filter { heirs.contains($0.id) }, count: count)
    }
}
