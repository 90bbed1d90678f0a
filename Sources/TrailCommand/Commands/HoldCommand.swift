import ArgumentParser
import Trail
import TrailSQLite
import TrailServer

/// `trail hold`: what must stay, whatever retention says.
struct HoldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Places, lists and releases legal holds.",
        discussion: """
            A hold keeps the events that its filters name from retention, purge and erasure,
            those that are yet to come as well, until it is released. Placing and releasing
            one is sealed in the ledger of its tenant.
            """,
        subcommands: [List.self, Add.self, Release.self]
    )

    /// Brings holds to the destination of a tenant, if that can be reached now.
    ///
    /// Where it cannot, they hold all the same: whatever removes events of the tenant brings them
    /// first.
    private static func bring(to tenant: TenantID, in ledgers: RoutedStore) async throws {
        do {
            try await ledgers.bringHolds(to: tenant)
        } catch let error as TrailError where error.code == .storeUnavailable {}
    }

    /// `trail hold list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Lists the holds that are in force.",
            discussion: """
                Examples:
                  trail hold list
                  trail hold list --all --tenant acme --json
                """
        )

        @Flag(help: "Lists those that were released, too.")
        var all = false

        @Option(help: "Only this tenant's.")
        var tenant: String?

        @Flag(help: "Prints JSON, a line each.")
        var json = false

        func run() async throws {
            let tenant = try self.tenant.map { try TenantID($0) }
            let store = try await OpenStore.reading(try await CommandSettings.load())
            for hold in try await store.holds()
            where (self.all || hold.release == nil) && (tenant ?? hold.tenant) == hold.tenant {
                HoldLine(hold).print(json: self.json)
            }
        }
    }

    /// `trail hold add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Places a hold; it holds at once, beside a running server, too.",
            discussion: """
                Filters are those of the API's lists. Several must all be met; without any the
                hold covers all events of the tenant.

                Examples:
                  trail hold add --reason "case 2026-17" --filter user_id=42
                  trail hold add --reason audit --filter kind=login --filter date_to=2026-06-30
                  trail hold add --reason "everything of acme" --tenant acme
                """
        )

        @Option(help: "Why: the reference of a case.")
        var reason: String

        @Option(help: "A filter of the API's lists, as name=value; repeatable.")
        var filter: [String] = []

        @Option(help: "Whose events; tenant.default when absent.")
        var tenant: String?

        @Flag(help: "Prints the hold as JSON.")
        var json = false

        func run() async throws {
            let settings = try await CommandSettings.load()
            let tenant = try TenantID(self.tenant ?? settings.requiredText("tenant.default"))
            guard (1...1_024).contains(self.reason.utf8.count) else {
                throw CommandFailure("--reason: 1 to 1024 bytes are expected")
            }
            let filters = try self.filters(tenant)
            try OpenStore.existingPath(settings)
            let opened = try await OpenStore(settings, role: .tool)
            let ledgers = try await opened.ledgers()
            let principal = ShellAct.principal("hold")
            let now = Timestamp.now()
            let hold = LegalHold(
                id: EventID.random(at: now),
                tenant: tenant,
                filters: filters,
                reason: self.reason,
                createdBy: principal.id,
                createdAt: now
            )
            try await ShellAct.seal(
                .hold("placed", hold, by: principal, "Events were put under a hold."),
                in: ledgers
            )
            try await opened.store.add(hold)
            try await HoldCommand.bring(to: tenant, in: ledgers)
            try opened.memory.flush()
            HoldLine(hold).print(json: self.json)
        }

        private func filters(_ tenant: TenantID) throws -> [String: String] {
            var filters: [String: String] = [:]
            for text in self.filter {
                let parts = text.split(
                    separator: "=",
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                guard parts.count == 2 else {
                    throw CommandFailure("--filter: name=value is expected, not '\(text)'")
                }
                let name = String(parts[0])
                guard filters.updateValue(String(parts[1]), forKey: name) == nil else {
                    throw CommandFailure("--filter: \(name) is given more than once")
                }
            }
            do throws(ParameterErrors) {
                _ = try LegalHold.query(filters, tenant: tenant)
            } catch {
                throw CommandFailure("--filter: \(CommandFailure(error)?.sentence ?? "")")
            }
            return filters
        }
    }

    /// `trail hold release`.
    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release",
            abstract: "Releases a hold; it is kept, with who released it and when.",
            discussion: """
                Example:
                  trail hold release 0199d0f2-7c1e-7a34-9c55-3f1f6f0c9b1a
                """
        )

        @Argument(help: "The id of the hold.")
        var id: String

        @Flag(help: "Prints the hold as JSON.")
        var json = false

        func run() async throws {
            let settings = try await CommandSettings.load()
            try OpenStore.existingPath(settings)
            let opened = try await OpenStore(settings, role: .tool)
            let stored = try await opened.store.holds().first { $0.id.description == self.id }
            guard var hold = stored else {
                throw CommandFailure("there is no hold '\(self.id)'")
            }
            if hold.release == nil {
                let ledgers = try await opened.ledgers()
                let principal = ShellAct.principal("hold")
                let release = LegalHold.Release(by: principal.id, at: .now())
                try await ShellAct.seal(
                    .hold("released", hold, by: principal, "A hold was released."),
                    in: ledgers
                )
                _ = try await opened.store.releaseHold(hold.id, release)
                try await HoldCommand.bring(to: hold.tenant, in: ledgers)
                try opened.memory.flush()
                hold.release = release
            }
            HoldLine(hold).print(json: self.json)
        }
    }
}
