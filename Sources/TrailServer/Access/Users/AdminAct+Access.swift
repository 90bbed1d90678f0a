package import Trail

extension AdminAct {
    /// What somebody did to a user.
    ///
    /// - Parameters:
    ///   - verb: What was done, in the past tense: `created`.
    ///   - user: The user as it is now.
    ///   - principal: Who did it.
    ///   - message: A sentence for people to read.
    ///   - fields: The names of the fields that changed.
    /// - Returns: The act, for the ledger of the user's tenant.
    package static func user(
        _ verb: String,
        _ user: UserAccount,
        by principal: Principal,
        _ message: String,
        fields: [String] = []
    ) -> Self {
        let permissions = Principal.Permission.allCases.filter(user.permissions.contains)
        var facts: [String: JSON] = [
            "user": .string(user.name),
            "permissions": .array(permissions.map { .string($0.rawValue) }),
            "is_superuser": .bool(user.isSuperuser),
            "is_disabled": .bool(user.isDisabled),
        ]
        if !fields.isEmpty { facts["changed"] = .array(fields.map { .string($0) }) }
        return Self(
            principal: principal,
            category: "access",
            name: "user_" + verb,
            message: message,
            facts: facts,
            tenant: user.tenant
        )
    }

    /// What somebody did to an API token; the secret is not in it.
    package static func token(
        _ verb: String,
        _ token: APIToken,
        by principal: Principal,
        _ message: String
    ) -> Self {
        var facts: [String: JSON] = [
            "name": .string(token.name),
            "scopes": .array(token.scopes.map(\.rawValue).sorted().map { .string($0) }),
        ]
        if let end = token.expiresAt { facts["expires_at"] = .string(end.description) }
        return Self(
            principal: principal,
            category: "access",
            name: "token_" + verb,
            message: message,
            facts: facts,
            tenant: token.tenant
        )
    }
}
