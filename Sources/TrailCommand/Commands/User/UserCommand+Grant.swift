import ArgumentParser
import Trail

extension UserCommand {
    /// `trail user grant`.
    struct Grant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "grant",
            abstract: "Permits a user more.",
            discussion: """
                Examples:
                  trail user grant ada view_all_logs manage_retention
                  trail user grant ada --superuser
                """
        )

        @Argument(help: "The name of the user.")
        var name: String

        @Argument(help: "What it may do besides.")
        var permissions: [String] = []

        @Flag(help: "Permits everything, in every tenant.")
        var superuser = false

        @Flag(help: "Prints the user as JSON.")
        var json = false

        func run() async throws {
            let granted = try UserCommand.permissions(self.permissions, "PERMISSIONS")
            guard self.superuser || !granted.isEmpty else {
                throw CommandFailure("a permission or --superuser is expected")
            }
            try await UserCommand.change(
                self.name,
                "changed",
                fields: (granted.isEmpty ? [] : ["permissions"])
                    + (self.superuser ? ["is_superuser"] : []),
                endingSessions: false,
                json: self.json
            ) {
                $0.permissions.formUnion(granted)
                $0.isSuperuser = $0.isSuperuser || self.superuser
            }
        }
    }

    /// `trail user revoke`.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Permits a user less.",
            discussion: """
                Example:
                  trail user revoke ada erase
                """
        )

        @Argument(help: "The name of the user.")
        var name: String

        @Argument(help: "What it may not do any more.")
        var permissions: [String] = []

        @Flag(help: "Leaves it the permissions of its tenant alone.")
        var superuser = false

        @Flag(help: "Prints the user as JSON.")
        var json = false

        func run() async throws {
            let revoked = try UserCommand.permissions(self.permissions, "PERMISSIONS")
            guard self.superuser || !revoked.isEmpty else {
                throw CommandFailure("a permission or --superuser is expected")
            }
            try await UserCommand.change(
                self.name,
                "changed",
                fields: (revoked.isEmpty ? [] : ["permissions"])
                    + (self.superuser ? ["is_superuser"] : []),
                endingSessions: false,
                json: self.json
            ) {
                $0.permissions.subtract(revoked)
                $0.isSuperuser = $0.isSuperuser && !self.superuser
            }
        }
    }
}
