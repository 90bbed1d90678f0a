/// Which rule holds for which events: of the active policies the most specific one wins over the
/// others and over the default.
///
/// Tenant and kind beats tenant alone, tenant alone beats kind alone, kind alone beats a policy
/// for everything. Of two policies for the very same events the one that keeps them longer wins.
public struct RetentionPlan: Sendable {
    private let policies: [RetentionPolicy]
    private let defaultDays: Int?

    /// A plan.
    ///
    /// - Parameters:
    ///   - policies: All policies, in any order.
    ///   - defaultDays: The days of events that no policy is for; `nil` for ever.
    public init(_ policies: [RetentionPolicy], defaultDays: Int?) {
        self.policies = policies.filter(\.isActive)
        self.defaultDays = defaultDays
    }

    /// The policy that holds for a tenant's events of a kind; `nil` where none does.
    public func policy(for tenant: TenantID, _ kind: Event.Kind) -> RetentionPolicy? {
        self.policies
            .filter { $0.scope.contains(tenant, kind) }
            .max { one, other in
                // The id decides at last, so that the order in which policies come does not.
                (one.scope.rank, one.retainDays, other.id)
                    < (other.scope.rank, other.retainDays, one.id)
            }
    }

    /// The rules for a tenant: each kind is in one of them at the most, and what is in none is
    /// kept for ever.
    public func rules(for tenant: TenantID) -> [RetentionRule] {
        var rules: [RetentionRule] = []
        for kind in Event.Kind.allCases {
            guard let rule = self.rule(for: tenant, kind) else { continue }
            if let place = rules.firstIndex(where: { $0.source == rule.source }) {
                rules[place].kinds.insert(kind)
            } else {
                rules.append(rule)
            }
        }
        return rules
    }

    private func rule(for tenant: TenantID, _ kind: Event.Kind) -> RetentionRule? {
        if let policy = self.policy(for: tenant, kind) {
            return RetentionRule(
                kinds: [kind],
                days: policy.retainDays,
                source: .policy(policy)
            )
        }
        return self.defaultDays.map {
            RetentionRule(kinds: [kind], days: $0, source: .defaultDays)
        }
    }
}
