import Testing
import TrailTesting

@testable import Trail

@Suite struct RetentionPlanTests {
    private static let noon = Timestamp(microseconds: 1_772_366_400_000_000)

    private func policy(
        _ name: String,
        tenant: TenantID? = nil,
        kind: Event.Kind? = nil,
        days: Int,
        isActive: Bool = true
    ) -> RetentionPolicy {
        RetentionPolicy(
            id: EventID(naming: Array(name.utf8)),
            name: name,
            scope: RetentionPolicy.Scope(tenant: tenant, kind: kind),
            retainDays: days,
            isActive: isActive,
            createdAt: Self.noon
        )
    }

    @Test func `the most specific active policy wins over the others and over the default`()
        throws
    {
        let acme = try TenantID("acme")
        let plan = RetentionPlan(
            [
                self.policy("all", days: 10), self.policy("logins", kind: .login, days: 20),
                self.policy("acme", tenant: acme, days: 30),
                self.policy("acme's logins", tenant: acme, kind: .login, days: 40),
                self.policy("off", tenant: acme, kind: .page, days: 1, isActive: false),
            ],
            defaultDays: 5
        )
        #expect(plan.policy(for: acme, .login)?.name == "acme's logins")
        #expect(plan.policy(for: acme, .page)?.name == "acme")
        #expect(plan.policy(for: .default, .login)?.name == "logins")
        #expect(plan.policy(for: .default, .page)?.name == "all")
    }

    @Test func `the default holds where no policy does, and without one events stay`() {
        let logins = self.policy("logins", kind: .login, days: 20)
        let rules = RetentionPlan([logins], defaultDays: 365).rules(for: .default)
        #expect(rules.map(\.days).sorted() == [20, 365])
        #expect(rules.first { $0.source == .defaultDays }?.kinds.count == 6)
        let alone = RetentionPlan([logins], defaultDays: nil).rules(for: .default)
        #expect(alone == [RetentionRule(kinds: [.login], days: 20, source: .policy(logins))])
        #expect(RetentionPlan([], defaultDays: nil).rules(for: .default) == [])
    }

    /// The rule, said in another way: look at the four places in turn.
    private func expected(
        _ policies: [RetentionPolicy],
        _ tenant: TenantID,
        _ kind: Event.Kind
    ) -> Int? {
        let scopes = [
            RetentionPolicy.Scope(tenant: tenant, kind: kind),
            RetentionPolicy.Scope(tenant: tenant), RetentionPolicy.Scope(kind: kind),
            RetentionPolicy.Scope(),
        ]
        for scope in scopes {
            let found = policies.filter { $0.isActive && $0.scope == scope }
            if let longest = found.map(\.retainDays).max() { return longest }
        }
        return nil
    }

    @Test func `agrees with the rule on any policies, whatever their order`() throws {
        var generator = SeededGenerator(seed: 12)
        let tenants = [TenantID.default, try TenantID("acme"), try TenantID("zoo")]
        for round in 0..<400 {
            let count = Int.random(in: 0...12, using: &generator)
            let policies = (0..<count).map { number in
                self.policy(
                    "\(round)-\(number)",
                    tenant: (tenants + [nil, nil]).randomElement(using: &generator) ?? nil,
                    kind: Bool.random(using: &generator)
                        ? Event.Kind.allCases.randomElement(using: &generator) : nil,
                    days: Int.random(in: 1...5, using: &generator),
                    isActive: Int.random(in: 0..<4, using: &generator) > 0
                )
            }
            let plan = RetentionPlan(policies, defaultDays: nil)
            let shuffled = RetentionPlan(policies.shuffled(using: &generator), defaultDays: nil)
            for tenant in tenants {
                for kind in Event.Kind.allCases {
                    let policy = plan.policy(for: tenant, kind)
                    #expect(policy?.retainDays == self.expected(policies, tenant, kind))
                    #expect(policy == shuffled.policy(for: tenant, kind))
                }
                let rules = plan.rules(for: tenant)
                let kinds = rules.flatMap(\.kinds)
                #expect(kinds.count == Set(kinds).count, "a kind is in two rules")
                for rule in rules {
                    for kind in rule.kinds {
                        #expect(rule.policy == plan.policy(for: tenant, kind))
                    }
                }
            }
        }
    }

    @Test func `a day is twenty-four hours`() {
        let rule = RetentionRule(kinds: [.page], days: 30, source: .defaultDays)
        #expect(rule.cutoff(at: Self.noon).description == "2026-01-30T12:00:00.000000Z")
    }
}
