import ArgumentParser
import Logging
import Trail
import TrailSQLite
import TrailServer

/// `trail cleanup`: removes events that have been kept long enough.
struct CleanupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cleanup",
        abstract: "Removes events that have been kept long enough.",
        discussion: """
            Without --days it does what the daily run of the server would do now: what the
            retention policies and retention.default-days say. With --days it removes events
            that were recorded more than so many days ago, whatever the policies say.

            What a legal hold covers stays. What goes is copied to retention.archive first,
            where that is set. One sealed event of each run says what was removed, so the
            ledger verifies as before. Runs beside a server; nobody who records waits for
            it.

            Exit status: 0 done, 2 not, or not all of it.

            Examples:
              trail cleanup --dry-run
              trail cleanup --days 90 --dry-run
              trail cleanup --days 30 --event-type request --event-type cors
              trail cleanup --days 365 --tenant acme --json
            """,
        aliases: ["cleanup_logs"]
    )

    @Option(help: "Removes events of more than so many days ago (1 to 36500).")
    var days: Int?

    @Option(
        name: [.customLong("event-type"), .customLong("kind"), .customLong("type")],
        help: "Only this kind of event (login, LoginEvent, all); repeatable; needs --days."
    )
    var eventType: [String] = []

    @Option(help: "Only this tenant's events; all tenants' when absent.")
    var tenant: String?

    @Flag(help: "Says what would be removed, and removes nothing.")
    var dryRun = false

    @Flag(help: "Prints JSON, a line for each rule and tenant.")
    var json = false

    func run() async throws {
        let settings = try await CommandSettings.load()
        let order = try self.order()
        let tenant = try self.tenant.map { try TenantID($0) }
        guard !self.dryRun else {
            let store = try await OpenStore.reading(settings)
            let ledgers = try await OpenStore.ledgers(reading: store, settings)
            return try await self.run(order, tenant, settings, store, ledgers)
        }
        try OpenStore.existingPath(settings)
        let opened = try await OpenStore(settings, role: .tool)
        try await self.run(order, tenant, settings, opened.store, try await opened.ledgers())
        try opened.memory.flush()
    }

    private func order() throws(CommandFailure) -> RetentionOrder {
        var order = RetentionOrder(actor: ShellAct.principal("cleanup").actor)
        order.isDryRun = self.dryRun
        let kinds = try KindName.kinds(self.eventType, option: "--event-type")
        guard let days = self.days else {
            guard self.eventType.isEmpty else {
                throw CommandFailure("--event-type: --days is expected beside it")
            }
            return order
        }
        guard RetentionPolicy.days.contains(days) else {
            let range = RetentionPolicy.days
            throw CommandFailure("--days: \(range.lowerBound) to \(range.upperBound) is expected")
        }
        order.rule = RetentionRule(kinds: kinds, days: days, source: .order)
        return order
    }

    private func run(
        _ order: RetentionOrder,
        _ tenant: TenantID?,
        _ settings: Settings,
        _ store: SQLiteEventStore,
        _ ledgers: RoutedStore
    ) async throws {
        let stored = try await ledgers.tenants()
        if let tenant, !stored.contains(tenant) {
            throw CommandFailure("there is no ledger of a tenant '\(tenant)'")
        }
        let runner = RetentionRunner(
            ledger: ledgers,
            policies: store,
            configuration: try settings.retention(of: ledgers),
            clock: SystemWallClock(),
            logger: Logger(label: "trail", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        var count = 0
        var failures: [CommandFailure] = []
        for tenant in tenant.map({ [$0] }) ?? stored.sorted() {
            do {
                count += try await self.run(order, tenant, runner)
            } catch let error as TrailError {
                // What is wrong with one ledger must not keep the events of all others.
                failures.append(CommandFailure("\(tenant): \(error.message)"))
            }
        }
        if !self.json {
            Output.line("\(order.isDryRun ? "would remove" : "removed") \(count) events")
        }
        for failure in failures.dropLast() { Output.note("trail: \(failure.sentence)") }
        if let failure = failures.last { throw failure }
    }

    /// Runs over one ledger, and tells what it came to.
    ///
    /// - Returns: How many events went.
    private func run(
        _ order: RetentionOrder,
        _ tenant: TenantID,
        _ runner: RetentionRunner
    ) async throws -> Int {
        let report = try await runner.run(order, tenant: tenant) { report in
            guard !order.isDryRun, report.count > 0 else { return }
            Output.note("cleaning \(report.tenant): \(report.count) events removed so far")
        }
        for part in report.parts { CleanupLine(part, of: tenant, order).print(json: self.json) }
        return report.count
    }
}
