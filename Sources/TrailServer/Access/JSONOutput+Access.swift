internal import Trail

extension JSONOutput {
    /// A member of permissions, by their names.
    mutating func member(_ key: String, _ permissions: Set<Principal.Permission>) {
        self.key(key)
        self.beginArray()
        for permission in Principal.Permission.allCases where permissions.contains(permission) {
            self.string(permission.rawValue)
        }
        self.endArray()
    }

    /// A user, without anything of the password.
    mutating func user(_ user: UserAccount) {
        self.beginObject()
        self.member("name", user.name)
        self.member("tenant", user.tenant.name)
        self.member("permissions", user.permissions)
        self.member("is_superuser", user.isSuperuser)
        self.member("is_disabled", user.isDisabled)
        self.member("must_change_password", user.password.mustChange)
        self.member("password_changed_at", user.password.changedAt.description)
        self.member("created_at", user.createdAt.description)
        self.member("last_sign_in_at", user.lastSignInAt?.description)
        self.endObject()
    }

    /// A token; its secret only where it has just been made.
    mutating func token(_ token: APIToken, at now: Timestamp, secret: TokenSecret? = nil) {
        self.beginObject()
        self.member("name", token.name)
        self.member("tenant", token.tenant.name)
        self.key("scopes")
        self.beginArray()
        for scope in APIToken.Scope.allCases where token.scopes.contains(scope) {
            self.string(scope.rawValue)
        }
        self.endArray()
        let isRevoked = token.revokedAt != nil
        self.member("state", isRevoked ? "revoked" : token.isValid(at: now) ? "valid" : "expired")
        self.member("created_at", token.createdAt.description)
        self.member("expires_at", token.expiresAt?.description)
        self.member("revoked_at", token.revokedAt?.description)
        if let secret { self.member("token", secret.text) }
        self.endObject()
    }
}
