internal import Trail

/// The forms that say who may sign in, and what they may do.
struct UserForm: Sendable {
    let principal: Principal

    /// The fields of a new user.
    func fields(in request: PageRequest) -> [FormView.Field] {
        [
            .input("name", "Name", in: request).required.autocomplete("off")
                .hint(
                    "What they sign in with. Everything they do is recorded under it, so it is never "
                        + "changed and never given to somebody else."
                )
        ] + Self.password(in: request) + self.rights(nil, in: request)
            + self.principal.tenantField(
                "tenant",
                value: nil,
                hint: "Leave it empty for your own, \(self.principal.tenant).",
                in: request
            )
    }

    /// The fields of what a user may do.
    func rights(_ user: UserAccount?, in request: PageRequest) -> [FormView.Field] {
        let permissions = Principal.Permission.allCases.map { permission in
            (permission.rawValue, Self.sentence(permission))
        }
        let checks = FormView.Field.checks(
            "permissions",
            "Permissions",
            permissions,
            values: Set(user?.permissions.map(\.rawValue) ?? []),
            in: request
        ).hint("Whoever has all of them also administers users and tokens of the tenant.")
        guard self.principal.isSuperuser else { return [checks] }
        return [
            checks,
            .check(
                "is_superuser",
                "Superuser: may do everything, in every tenant",
                isChecked: user?.isSuperuser ?? false,
                in: request
            ),
        ]
    }

    /// The fields of a password that somebody else gets.
    static func password(in request: PageRequest) -> [FormView.Field] {
        [
            .input("password", "Password", type: "password", in: request).required
                .autocomplete("new-password")
                .hint("At least \(PasswordRule.fewestCharacters) characters."),
            .check(
                "must_change_password",
                "Must be changed at the next sign-in",
                isChecked: true,
                in: request
            ),
        ]
    }

    /// What a new user is to be.
    func body(new form: FormBody) throws(Problem) -> ObjectBody {
        try form.object(
            [
                ("name", .text), ("password", .text), ("must_change_password", .flag),
                ("permissions", .texts),
            ] + self.superuserShape + self.principal.tenantShape("tenant")
        )
    }

    /// What a user is to be permitted.
    func body(rights form: FormBody) throws(Problem) -> ObjectBody {
        try form.object([("permissions", .texts)] + self.superuserShape)
    }

    private var superuserShape: [(name: String, value: FormBody.Value)] {
        self.principal.isSuperuser ? [("is_superuser", .flag)] : []
    }

    private static func sentence(_ permission: Principal.Permission) -> String {
        switch permission {
        case .ingest: "Record events (ingest)"
        case .viewLogs: "See their own events (view_logs)"
        case .viewAllLogs: "See all events of the tenant (view_all_logs)"
        case .manageRetention: "Retention and legal holds (manage_retention)"
        case .erase: "Erase what the log says about people (erase)"
        case .manageDatabaseConfig: "Databases (manage_database_config)"
        }
    }
}

extension UserAccount {
    /// Whether they may sign in.
    var stateBadge: Badge {
        if self.isDisabled { return Badge("disabled", .bad, icon: "barred") }
        if self.password.mustChange {
            return Badge("must change password", .warning, icon: "clock")
        }
        return Badge("may sign in", .good, icon: "check")
    }

    /// What they may do, for people.
    var rightsText: String {
        if self.isSuperuser { return "everything, in every tenant" }
        return Principal.Permission.allCases.filter(self.permissions.contains)
            .map(\.rawValue).joined(separator: ", ")
    }
}

extension PageRequest {
    /// The page of a user.
    func link(to user: UserAccount, _ act: String = "") -> String {
        self.link("user/\(QueryText.escape(user.name))/\(act)")
    }
}
