import ArgumentParser
import Trail
import TrailSQLite
import TrailServer

/// `trail user`: who may sign in.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Makes, lists and changes the users of the server.",
        discussion: """
            Passwords are asked for on the terminal, or read from standard input when piped.
            A user is never deleted: what was recorded under the name stays, so nobody else
            may have it. Every change is sealed in the ledger of the user's tenant, and
            holds at once.

            Permissions: \(UserAccount.Permission.allCases.map(\.rawValue).joined(separator: ", "))
            """,
        subcommands: [
            Create.self, List.self, Grant.self, Revoke.self, Password.self, Disable.self,
            Enable.self,
        ]
    )

    /// `trail user create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Makes a user, who can sign in at once.",
            discussion: """
                Examples:
                  trail user create ada --permission view_all_logs
                  trail user create root --superuser
                  pass show trail/bob | trail user create bob --permission view_logs
                """
        )

        @Argument(help: "The name: letters (a to z), digits and - _ . @ +.")
        var name: String

        @Option(help: "What the user may do; may be given several times.")
        var permission: [String] = []

        @Flag(help: "Permits everything, in every tenant.")
        var superuser = false

        @Option(help: "The tenant it belongs to; tenant.default when absent.")
        var tenant: String?

        @Flag(help: "Makes the user change the password at the first sign-in.")
        var mustChangePassword = false

        @Flag(help: "Prints the user as JSON.")
        var json = false

        func run() async throws {
            let settings = try await CommandSettings.load()
            if let objection = AccountName.objection(toUser: self.name) {
                throw CommandFailure("NAME: \(objection)")
            }
            let permissions = try UserCommand.permissions(self.permission, "--permission")
            let tenant = try TenantID(self.tenant ?? settings.requiredText("tenant.default"))
            let opened = try await OpenStore(settings, role: .tool)
            guard try await opened.store.user(named: self.name) == nil else {
                throw CommandFailure("there is a user called '\(self.name)'")
            }
            let password = try PasswordPrompt(name: self.name).password()
            let now = Timestamp.now()
            let user = UserAccount(
                name: self.name,
                password: UserAccount.Password(
                    hash: try PasswordHash(of: password, cost: .standard).text,
                    changedAt: now,
                    mustChange: self.mustChangePassword
                ),
                permissions: permissions,
                tenant: tenant,
                isSuperuser: self.superuser,
                createdAt: now
            )
            let act = AdminAct.user(
                "created",
                user,
                by: ShellAct.principal("user"),
                "\(user.name) may sign in."
            )
            try await ShellAct.seal(act, in: opened.ledgers())
            try await opened.store.add(user)
            try opened.memory.flush()
            UserLine(user, json: self.json).print()
        }
    }

    /// `trail user list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Lists the users.",
            discussion: """
                Examples:
                  trail user list
                  trail user list --json
                """
        )

        @Flag(help: "Prints JSON, a line each.")
        var json = false

        func run() async throws {
            let store = try await OpenStore.reading(try await CommandSettings.load())
            for user in try await store.users() {
                UserLine(user, json: self.json).print()
            }
        }
    }

    /// The permissions called `names`.
    static func permissions(
        _ names: [String],
        _ argument: String
    ) throws(CommandFailure) -> Set<UserAccount.Permission> {
        var permissions: Set<UserAccount.Permission> = []
        for name in names {
            guard let permission = UserAccount.Permission(rawValue: name) else {
                let all = UserAccount.Permission.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure("\(argument): one of \(all) is expected, not '\(name)'")
            }
            permissions.insert(permission)
        }
        return permissions
    }
}
