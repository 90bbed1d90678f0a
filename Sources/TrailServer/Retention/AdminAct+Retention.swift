package import Trail

extension AdminAct {
    /// What somebody did to a retention policy.
    ///
    /// - Parameters:
    ///   - verb: What was done, in the past tense: `created`.
    ///   - policy: The policy as it is now.
    ///   - principal: Who did it.
    ///   - message: A sentence for people to read.
    /// - Returns: The act, for the ledger of the policy's tenant.
    package static func policy(
        _ verb: String,
        _ policy: RetentionPolicy,
        by principal: Principal,
        _ message: String
    ) -> Self {
        var facts: [String: JSON] = [
            "id": .string(policy.id.description),
            "name": .string(policy.name),
            "event_type": .string(policy.scope.kind?.rawValue ?? "all"),
            "retain_days": .integer(Int64(policy.retainDays)),
            "is_active": .bool(policy.isActive),
        ]
        if let tenant = policy.scope.tenant { facts["tenant"] = .string(tenant.name) }
        return Self(
            principal: principal,
            category: "retention",
            name: "policy_" + verb,
            message: message,
            facts: facts,
            tenant: policy.scope.tenant
        )
    }

    /// What somebody did to a legal hold.
    ///
    /// - Parameters:
    ///   - verb: What was done, in the past tense: `placed`.
    ///   - hold: The hold.
    ///   - principal: Who did it.
    ///   - message: A sentence for people to read.
    /// - Returns: The act, for the ledger of the hold's tenant.
    package static func hold(
        _ verb: String,
        _ hold: LegalHold,
        by principal: Principal,
        _ message: String
    ) -> Self {
        Self(
            principal: principal,
            category: "retention",
            name: "hold_" + verb,
            message: message,
            facts: [
                "id": .string(hold.id.description),
                "filters": .object(hold.filters.mapValues { .string($0) }),
                "reason": .string(hold.reason),
            ],
            tenant: hold.tenant
        )
    }
}
