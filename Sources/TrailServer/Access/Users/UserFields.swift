internal import Trail

/// What a client wants a user to be.
struct UserFields: Sendable {
    /// The name; of a new user alone.
    private(set) var name: String?
    /// The tenant; of a new user alone.
    private(set) var tenant: TenantID?
    /// The password, good enough.
    private(set) var password: String?
    /// Whether it must be changed at the next sign-in.
    private(set) var mustChangePassword: Bool?
    /// All that is permitted.
    private(set) var permissions: Set<Principal.Permission>?
    private(set) var isSuperuser: Bool?
    private(set) var isDisabled: Bool?

    /// Reads the fields of a new user.
    ///
    /// - Throws: ``Problem`` 400 with everything that is wrong.
    init(new body: inout ObjectBody) throws(Problem) {
        self.name = body.requiredText("name")
        if let name, let objection = AccountName.objection(toUser: name) {
            body.refuse("name", objection) as Void?
        }
        self.tenant = body.tenant("tenant")
        self.password = body.requiredText("password", upTo: PasswordRule.mostBytes)
        self.readRest(&body, for: self.name ?? "")
        try body.finish()
    }

    /// Reads what is to change of `user`.
    ///
    /// - Throws: ``Problem`` 400 with everything that is wrong.
    init(changing user: UserAccount, _ body: inout ObjectBody) throws(Problem) {
        self.password = body.text("password", upTo: PasswordRule.mostBytes)
        self.isDisabled = body.flag("is_disabled")
        self.readRest(&body, for: user.name)
        try body.finish()
    }

    private mutating func readRest(_ body: inout ObjectBody, for name: String) {
        if let password, let objection = PasswordRule.objection(to: password, of: name) {
            body.refuse("password", objection) as Void?
        }
        self.mustChangePassword = body.flag("must_change_password")
        self.permissions = body.permissions()
        self.isSuperuser = body.flag("is_superuser")
    }

    /// Accepts what `principal` may do to `user`, or to a new user where that is `nil`.
    ///
    /// - Throws: ``Problem`` 400 or 403.
    func check(_ principal: Principal, _ user: UserAccount?) throws(Problem) {
        if let user { try Self.checkMayChange(user, principal) }
        if let tenant { try principal.checkReaches(tenant) }
        if self.isSuperuser == true, !principal.isSuperuser {
            throw Problem(.forbidden, "Only superusers make superusers.")
        }
        if let missing = self.permissions?.first(where: { !principal.may($0) }) {
            throw .missing(missing, of: principal)
        }
        // Whoever finds a browser signed in must not keep the account.
        if self.password != nil, user?.name == principal.id {
            throw Problem(field: "password", "Change your own password at session/password/.")
        }
    }

    /// Lets superusers alone change superusers.
    ///
    /// - Throws: ``Problem`` 403.
    static func checkMayChange(
        _ user: UserAccount,
        _ principal: Principal
    ) throws(Problem) {
        guard !user.isSuperuser || principal.isSuperuser else {
            throw Problem(.forbidden, "Only superusers change superusers.")
        }
    }

    /// Puts everything but the password into `user`.
    ///
    /// - Returns: The names of the fields that change, the password's included.
    func apply(to user: inout UserAccount) -> [String] {
        var names: [String] = []
        func set<Value: Equatable>(
            _ name: String,
            _ value: Value?,
            _ path: WritableKeyPath<UserAccount, Value>
        ) {
            guard let value, user[keyPath: path] != value else { return }
            user[keyPath: path] = value
            names.append(name)
        }
        set("permissions", self.permissions, \.permissions)
        set("is_superuser", self.isSuperuser, \.isSuperuser)
        set("is_disabled", self.isDisabled, \.isDisabled)
        set("must_change_password", self.mustChangePassword, \.password.mustChange)
        if self.password != nil { names.append("password") }
        return names
    }
}

extension ObjectBody {
    /// Takes the names of permissions.
    mutating func permissions() -> Set<Principal.Permission>? {
        guard let names = self.texts("permissions") else { return nil }
        var permissions: Set<Principal.Permission> = []
        for name in names {
            guard let permission = Principal.Permission(rawValue: name) else {
                let all = Principal.Permission.allCases.map(\.rawValue).joined(separator: ", ")
                return self.refuse("permissions", "Permissions are \(all).")
            }
            permissions.insert(permission)
        }
        return permissions
    }
}
