import ArgumentParser
import Trail
import TrailSQLite
import TrailServer

extension KeysCommand {
    /// `trail keys rotate-secret`.
    struct RotateSecret: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate-secret",
            abstract: "Draws a new secret and stores the passwords of destinations under it.",
            discussion: """
                The server must not be running. Whoever knew the old secret can then read no password
                from the store or from a later backup of it; sessions of the beacon begin anew.
                Backups made before still open with the old secret: change the passwords
                themselves where it has become known.

                Interrupted, it can be run again.

                Example:
                  trail keys rotate-secret
                """
        )

        @Flag(help: "Prints JSON.")
        var json = false

        func run() async throws {
            let settings = try await CommandSettings.load()
            try OpenStore.existingPath(settings)
            let opened = try await OpenStore(settings, role: .server)
            let ledgers = try await opened.ledgers()
            let file = SecretFile(path: try settings.requiredText("secrets.key"))
            let result = try await Self.rotate(file, in: opened.store)
            try await Self.seal(
                result,
                TenantID(settings.requiredText("tenant.default")),
                in: ledgers
            )
            try opened.memory.flush()
            try opened.store.close()
            self.tell(of: result)
        }

        /// Draws a secret; until all passwords are stored under it the file holds both.
        static func rotate(
            _ file: SecretFile,
            in state: any StateStore
        ) async throws -> PasswordRenewal.Result {
            let before = try file.loadOrCreate()
            let current = SecretFile.random()
            let older = [before.current] + before.older
            try file.replace(with: SecretFile.Secrets(current: current, older: older))
            let vault = PasswordVault(secret: current, olderSecrets: older)
            let result = try await PasswordRenewal(state: state, vault: vault).run()
            try file.replace(with: SecretFile.Secrets(current: current))
            return result
        }

        private func tell(of result: PasswordRenewal.Result) {
            guard self.json else {
                Output.line("the secret is new; \(result.renewed) passwords are stored under it")
                for name in result.unreadable {
                    Output.note("the password of '\(name)' cannot be opened; set it again")
                }
                return
            }
            let unreadable = result.unreadable.map { JSON.string($0) }
            Output.line(
                JSONLine(
                    [
                        "renewed": .integer(Int64(result.renewed)),
                        "unreadable": .array(unreadable),
                    ] as [String: JSON]
                )
                .text
            )
        }

        private static func seal(
            _ result: PasswordRenewal.Result,
            _ tenant: TenantID,
            in store: any Ledger
        ) async throws {
            var detail = SystemDetail(
                .info,
                category: "destination",
                eventName: "secret_rotated",
                message: "The server's secret was drawn anew."
            )
            detail.facts = [
                "renewed": .integer(Int64(result.renewed)),
                "unreadable": .integer(Int64(result.unreadable.count)),
            ]
            let draft = Event.Draft(
                .system(detail),
                actor: Event.Actor(type: .system, id: "trail keys", isVerified: true)
            )
            let event = try Event(draft, tenant: tenant, now: .now())
            _ = try await store.append(AppendRequest([EncodedEvent(event, stated: [])]))
        }
    }
}
