import ArgumentParser
import Trail
import TrailSQLite
import TrailServer

extension UserCommand {
    /// Changes the user called `name`, seals it and prints the user as it is then.
    ///
    /// - Parameters:
    ///   - name: The name of the user.
    ///   - verb: What is done, in the past tense.
    ///   - fields: What changes.
    ///   - endsSessions: Whether the user is signed out everywhere.
    ///   - json: Whether the user is printed as JSON.
    ///   - change: Changes the user.
    /// - Throws: ``CommandFailure`` for a user that is not there or must stay as it is.
    static func change(
        _ name: String,
        _ verb: String,
        fields: [String],
        endingSessions endsSessions: Bool,
        json: Bool,
        _ change: (inout UserAccount) throws -> Void
    ) async throws {
        let settings = try await CommandSettings.load()
        // A mistyped path must not make a store.
        try OpenStore.existingPath(settings)
        let opened = try await OpenStore(settings, role: .tool)
        guard let user = try await opened.store.user(named: name) else {
            throw CommandFailure("there is no user called '\(name)'")
        }
        var changed = user
        try change(&changed)
        guard changed != user else { return UserLine(user, json: json).print() }
        if user.isActiveSuperuser, !changed.isActiveSuperuser {
            let others = try await opened.store.users().filter {
                $0.isActiveSuperuser && $0.name != user.name
            }
            guard !others.isEmpty else { throw Self.lastSuperuser(user.name) }
        }
        let act = AdminAct.user(
            verb,
            changed,
            by: ShellAct.principal("user"),
            "\(user.name) was \(verb).",
            fields: fields
        )
        try await ShellAct.seal(act, in: opened.ledgers())
        switch try await opened.store.replace(changed, endingSessions: endsSessions) {
        case .replaced: break
        case .outdated: throw CommandFailure("somebody else changed '\(name)'; try again")
        case .lastSuperuser: throw Self.lastSuperuser(user.name)
        }
        try opened.memory.flush()
        UserLine(changed, json: json).print()
    }

    private static func lastSuperuser(_ name: String) -> CommandFailure {
        CommandFailure("'\(name)' is the last superuser that may sign in; there must be one")
    }

    /// `trail user password`.
    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "password",
            abstract: "Sets a user's password, and signs the user out everywhere.",
            discussion: """
                Examples:
                  trail user password ada
                  pass show trail/ada | trail user password ada --must-change-password
                """
        )

        @Argument(help: "The name of the user.")
        var name: String

        @Flag(help: "Makes the user change it at the next sign-in.")
        var mustChangePassword = false

        @Flag(help: "Prints the user as JSON.")
        var json = false

        func run() async throws {
            let store = try await OpenStore.reading(try await CommandSettings.load())
            guard let user = try await store.user(named: self.name) else {
                throw CommandFailure("there is no user called '\(self.name)'")
            }
            let password = try PasswordPrompt(name: user.name).password()
            let hash = try PasswordHash(of: password, cost: .standard).text
            try await UserCommand.change(
                self.name,
                "changed",
                fields: ["password"],
                endingSessions: true,
                json: self.json
            ) {
                $0.password = UserAccount.Password(
                    hash: hash,
                    changedAt: .now(),
                    mustChange: self.mustChangePassword
                )
            }
        }
    }

    /// Says which user, and in which form the user is printed.
    struct NamedUser: ParsableArguments {
        @Argument(help: "The name of the user.")
        var name: String

        @Flag(help: "Prints the user as JSON.")
        var json = false

        /// Keeps the user from signing in, or no longer does.
        func disable(_ isDisabled: Bool) async throws {
            try await UserCommand.change(
                self.name,
                isDisabled ? "disabled" : "changed",
                fields: ["is_disabled"],
                endingSessions: isDisabled,
                json: self.json
            ) { $0.isDisabled = isDisabled }
        }
    }

    /// `trail user disable`.
    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "disable",
            abstract: "Keeps a user from signing in, and signs the user out everywhere.",
            discussion: """
                Example:
                  trail user disable ada
                """
        )

        @OptionGroup var user: NamedUser

        func run() async throws { try await self.user.disable(true) }
    }

    /// `trail user enable`.
    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable",
            abstract: "Lets a user sign in again who was disabled.",
            discussion: """
                Example:
                  trail user enable ada
                """
        )

        @OptionGroup var user: NamedUser

        func run() async throws { try await self.user.disable(false) }
    }
}
