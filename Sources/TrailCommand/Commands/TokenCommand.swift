import ArgumentParser
import Trail
import TrailSQLite
import TrailServer

/// `trail token`: bearer tokens for programs.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Makes, lists and revokes bearer tokens.",
        discussion: """
            Programs send a token as 'Authorization: Bearer …'. Scopes: ingest permits to
            record, read to read everything of the tenant, admin everything in the tenant.
            Making and revoking is sealed in the ledger of the token's tenant.
            """,
        subcommands: [Create.self, List.self, Revoke.self]
    )

    /// `trail token create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Makes a token and prints it, once; only its hash is kept.",
            discussion: """
                Examples:
                  trail token create --name web-1 --scope ingest
                  TOKEN=$(trail token create --name reports --scope read --expires-in 90d)
                """
        )

        @Option(help: "What to call the token.")
        var name: String

        @Option(help: "What it may do: ingest, read, admin; several separated by commas.")
        var scope: String

        @Option(help: "The tenant it is confined to.")
        var tenant: String?

        @Option(help: "After how long it ends, such as 90d; never when absent.")
        var expiresIn: String?

        @Flag(help: "Prints JSON, with name, tenant and scope.")
        var json = false

        func run() async throws {
            let settings = try await CommandSettings.load()
            if let objection = AccountName.objection(toToken: self.name) {
                throw CommandFailure("--name: \(objection)")
            }
            let now = Timestamp.now()
            let secret = TokenSecret.random()
            let token = APIToken(
                name: self.name,
                hash: secret.hash,
                scopes: try self.scopes(),
                tenant: try TenantID(self.tenant ?? settings.requiredText("tenant.default")),
                createdAt: now,
                expiresAt: try self.expiresIn.map {
                    let lifetime = try SettingValue.duration($0, key: "--expires-in")
                    guard lifetime > .zero else {
                        throw CommandFailure("--expires-in: more than nothing is expected")
                    }
                    return now.advanced(by: lifetime)
                }
            )
            let opened = try await OpenStore(settings, role: .tool)
            guard try await opened.store.tokens().allSatisfy({ $0.name != token.name }) else {
                throw CommandFailure("there is a token called '\(token.name)'")
            }
            let principal = ShellAct.principal("token")
            try await ShellAct.seal(
                .token("created", token, by: principal, "A token was made."),
                in: opened.ledgers()
            )
            try await opened.store.add(token)
            try opened.memory.flush()
            guard self.json else { return Output.line(secret.text) }
            var members = [
                "name": token.name, "tenant": token.tenant.name, "token": secret.text,
                "scope": token.scopes.map(\.rawValue).sorted().joined(separator: ","),
            ]
            members["expires_at"] = token.expiresAt?.description
            Output.line(JSONLine(members).text)
        }

        private func scopes() throws(CommandFailure) -> Set<APIToken.Scope> {
            var scopes: Set<APIToken.Scope> = []
            for word in SettingValue.list(self.scope) {
                guard let scope = APIToken.Scope(rawValue: word) else {
                    throw CommandFailure(
                        "--scope: ingest, read or admin is expected, not '\(word)'"
                    )
                }
                scopes.insert(scope)
            }
            guard !scopes.isEmpty else { throw CommandFailure("--scope: at least one is expected") }
            return scopes
        }
    }

    /// `trail token list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Lists the tokens; never their secrets.",
            discussion: """
                Examples:
                  trail token list
                  trail token list --json
                """
        )

        @Flag(help: "Prints JSON, a line each.")
        var json = false

        func run() async throws {
            let settings = try await CommandSettings.load()
            let store = try await OpenStore.reading(settings)
            let now = Timestamp.now()
            for token in try await store.tokens() {
                let scopes = token.scopes.map(\.rawValue).sorted().joined(separator: ",")
                let state =
                    token.revokedAt != nil
                    ? "revoked" : token.isValid(at: now) ? "valid" : "expired"
                if self.json {
                    Output.line(
                        JSONLine([
                            "name": token.name, "tenant": token.tenant.name, "scope": scopes,
                            "state": state, "created_at": token.createdAt.description,
                        ]).text
                    )
                } else {
                    Output.line("\(token.name)  \(token.tenant)  \(scopes)  \(state)")
                }
            }
        }
    }

    /// `trail token revoke`.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Revokes a token; a server notices within seconds.",
            discussion: """
                Example:
                  trail token revoke web-1
                """
        )

        @Argument(help: "The name of the token.")
        var name: String

        func run() async throws {
            let settings = try await CommandSettings.load()
            try OpenStore.existingPath(settings)
            let opened = try await OpenStore(settings, role: .tool)
            let token = try await opened.store.tokens().first { $0.name == self.name }
            guard let token else {
                throw CommandFailure("there is no token called '\(self.name)'")
            }
            guard token.revokedAt == nil else { return }
            let principal = ShellAct.principal("token")
            try await ShellAct.seal(
                .token("revoked", token, by: principal, "A token was revoked."),
                in: opened.ledgers()
            )
            _ = try await opened.store.revokeToken(named: token.name, at: .now())
            try opened.memory.flush()
        }
    }
}
