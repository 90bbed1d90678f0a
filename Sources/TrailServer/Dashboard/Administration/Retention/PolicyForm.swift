internal import Trail

/// The form that says what a retention policy is.
struct PolicyForm: Sendable {
    let principal: Principal

    func fields(_ policy: RetentionPolicy?, in request: PageRequest) -> [FormView.Field] {
        let kinds =
            [("all", "Events of all kinds")]
            + Event.Kind.allCases.map { ($0.rawValue, "\($0.rawValue) events") }
        let days = RetentionPolicy.days
        return [
            .input("name", "Name", value: policy?.name, in: request).required
                .hint("What people call it; of one tenant no two are called the same."),
            .choice(
                "event_type",
                "Applies to",
                kinds,
                value: policy?.scope.kind?.rawValue ?? "all",
                in: request
            ).required,
            .input(
                "retain_days",
                "Keep for days",
                type: "number",
                value: policy.map { String($0.retainDays) },
                in: request
            ).required.hint("\(days.lowerBound) to \(days.upperBound). Older events are removed."),
        ]
            + self.principal.tenantField(
                value: policy?.scope.tenant?.name,
                hint: "Leave it empty for all tenants.",
                in: request
            ) + [
                .check(
                    "is_active",
                    "In force",
                    isChecked: policy?.isActive ?? true,
                    in: request
                )
            ]
    }

    func body(_ form: FormBody) throws(Problem) -> ObjectBody {
        try form.object(
            [
                ("name", .text), ("event_type", .text), ("retain_days", .number),
                ("is_active", .flag),
            ] + self.principal.tenantShape()
        )
    }

    /// What is the case, for whoever chooses a policy.
    static let rules =
        "Of the policies in force the most specific one decides: tenant and kind, then tenant, then "
        + "kind. Legal holds beat them all."
}

extension RetentionPolicy {
    /// Which events it is for, for people.
    var scopeText: String { self.scope.kind.map { "\($0.rawValue) events" } ?? "all kinds" }

    /// Whether it is in force.
    var stateBadge: Badge {
        self.isActive
            ? Badge("in force", .good, icon: "check") : Badge("not in force", icon: "barred")
    }

    /// Its days, for people.
    var daysText: String { self.retainDays == 1 ? "1 day" : "\(self.retainDays) days" }

    /// What names it as it is now, for a confirmation.
    var fingerprint: String { "\(self.id) \(self.history.updatedAt)" }
}
