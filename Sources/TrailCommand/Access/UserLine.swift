import Trail

/// A user as one line of a list.
struct UserLine {
    /// The line.
    let text: String

    init(_ user: UserAccount, json: Bool) {
        let permissions = UserAccount.Permission.allCases
            .filter(user.permissions.contains).map(\.rawValue)
        guard json else {
            let rights = (user.isSuperuser ? ["superuser"] : []) + permissions
            let words = rights.isEmpty ? "-" : rights.joined(separator: ",")
            let state = user.isDisabled ? "disabled" : "active"
            self.text = "\(user.name)  \(user.tenant)  \(words)  \(state)"
            return
        }
        var members: [String: JSON] = [
            "name": .string(user.name),
            "tenant": .string(user.tenant.name),
            "permissions": .array(permissions.map { .string($0) }),
            "is_superuser": .bool(user.isSuperuser),
            "is_disabled": .bool(user.isDisabled),
            "must_change_password": .bool(user.password.mustChange),
            "created_at": .string(user.createdAt.description),
        ]
        if let time = user.lastSignInAt { members["last_sign_in_at"] = .string(time.description) }
        self.text = JSONLine(members).text
    }

    /// Writes the line to standard output.
    func print() { Output.line(self.text) }
}
