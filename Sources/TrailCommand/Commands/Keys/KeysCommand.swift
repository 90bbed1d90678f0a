import ArgumentParser
import MerkleLog
import Trail
import TrailSQLite

/// `trail keys`: the key that signs, and what it has signed.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Shows the public key, and accepts a ledger's head after a restore.",
        discussion: """
            Examples:
              trail keys
              trail keys show --json
              trail keys accept-head --yes
              trail keys rotate-secret
            """,
        subcommands: [Show.self, AcceptHead.self, RotateSecret.self],
        defaultSubcommand: Show.self
    )

    /// `trail keys show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Prints the public key that verifies checkpoints (C2SP signed note).",
            discussion: """
                Examples:
                  trail keys show
                  trail keys show --json
                """
        )

        @Flag(help: "Prints JSON, with what the key has signed last.")
        var json = false

        func run() async throws {
            let settings = try await CommandSettings.load()
            let path = try settings.requiredText("signing.key")
            let key = try LedgerKey.load(from: path)
            guard self.json else { return Output.line(key.verifierText) }
            let memory = try SignerMemory(path: path + ".heads")
            let heads = memory.all.mapValues { signed in
                JSON.object([
                    "size": .integer(Int64(signed.size)), "root": .string(signed.root.base64),
                ])
            }
            Output.line(
                JSONLine(
                    ["key": .string(key.verifierText), "heads": .object(heads)] as [String: JSON]
                )
                .text
            )
        }
    }

    /// `trail keys accept-head`.
    struct AcceptHead: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept-head",
            abstract: "Lets the key continue a ledger that is older than what it has signed.",
            discussion: """
                After a backup was restored, the ledger holds less than this key has signed,
                and nothing more is written to it. This command makes the store's head the one
                to continue, and seals a system event that says so. Events signed after the
                backup stay lost; copies of later checkpoints prove it.

                Examples:
                  trail keys accept-head
                  trail keys accept-head acme --yes
                """
        )

        @Argument(help: "The tenant whose ledger it is; tenant.default when absent.")
        var tenant: String?

        @Flag(help: "Confirms that everything after the store's head is given up.")
        var yes = false

        func run() async throws {
            let settings = try await CommandSettings.load()
            let tenant = try TenantID(self.tenant ?? settings.requiredText("tenant.default"))
            try OpenStore.existingPath(settings)
            let opened = try await OpenStore(settings, role: .tool, isRepair: true)
            let ledgers = try await opened.ledgers()
            let origin = "\(opened.key.name)/\(tenant)"
            guard let head = try await ledgers.head(of: tenant) else {
                throw CommandFailure("the tenant '\(tenant)' has no ledger in this store")
            }
            let before = opened.memory.last(origin: origin)
            guard self.yes else {
                throw CommandFailure(
                    "the store's ledger has \(head.size) events, the key has signed "
                        + "\(before?.size ?? 0); add --yes to continue from the store's head"
                )
            }
            try opened.memory.accept(origin: origin, size: head.size, root: head.root)
            try await Self.seal(tenant, from: before?.size ?? 0, to: head.size, in: ledgers)
            try opened.memory.flush()
            Output.note("the ledger of '\(tenant)' continues from \(head.size) events")
        }

        private static func seal(
            _ tenant: TenantID,
            from signed: UInt64,
            to size: UInt64,
            in store: any Ledger
        ) async throws {
            var detail = SystemDetail(
                .critical,
                category: "ledger",
                eventName: "head_accepted",
                message: "The ledger was continued from an older head."
            )
            detail.facts = [
                "signed_size": .integer(Int64(signed)), "accepted_size": .integer(Int64(size)),
            ]
            try await ShellAct.seal(detail, of: tenant, by: "keys", in: store)
        }
    }
}
