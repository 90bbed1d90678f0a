public import Logging
internal import Synchronization

/// Removes what has been kept long enough.
///
/// A run goes through a tenant's ledger in small transactions, so that nothing else waits for it.
/// Each rule leaves one sealed record for every so many events: the policy, the cut-off, how many
/// of which kind, and the hash of the list of them. A run that is interrupted is finished by the
/// next one, or when the store is opened again.
public final class RetentionRunner: Sendable {
    private let ledger: any Ledger
    private let policies: any PolicyStore
    private let configuration: RetentionConfiguration
    private let clock: any WallClock
    private let logger: Logger
    /// The tenants whose ledger a run is going through.
    private let running = Mutex<Set<TenantID>>([])

    /// A runner.
    ///
    /// - Parameters:
    ///   - ledger: The events; its store looks at legal holds itself.
    ///   - policies: What holds, beside the configuration.
    ///   - configuration: Default days, archive and bounds.
    ///   - clock: The time from which days count back.
    ///   - logger: Hears of what was removed.
    public init(
        ledger: any Ledger,
        policies: any PolicyStore,
        configuration: RetentionConfiguration = RetentionConfiguration(),
        clock: any WallClock,
        logger: Logger
    ) {
        self.ledger = ledger
        self.policies = policies
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
    }

    /// Runs over the ledgers of all tenants, one after another.
    ///
    /// - Returns: What was done in each.
    /// - Throws: As ``run(_:tenant:progress:)``, for the first tenant where it fails; the others
    ///   have had their run by then.
    public func run(
        _ order: RetentionOrder,
        progress: @Sendable (RetentionReport) -> Void = { _ in }
    ) async throws -> [RetentionReport] {
        var reports: [RetentionReport] = []
        var failure: (any Error)?
        for tenant in try await self.ledger.tenants() {
            do {
                reports.append(try await self.run(order, tenant: tenant, progress: progress))
            } catch let error as CancellationError {
                throw error
            } catch {
                // What is wrong with one ledger must not keep the events of all others.
                self.logger.error(
                    "retention failed",
                    metadata: ["trail.tenant": "\(tenant)", "trail.error": "\(error)"]
                )
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return reports
    }

    /// Runs over the ledger of one tenant.
    ///
    /// - Parameters:
    ///   - order: Who wants it, and over what.
    ///   - tenant: Whose ledger.
    ///   - progress: Called after each removal with what was done so far.
    /// - Returns: What was done.
    /// - Throws: ``TrailError`` `underWay` while another run of this runner goes through the same
    ///   ledger; what the ledger, its archive and the policies throw. What was removed until then
    ///   is removed, under its record.
    public func run(
        _ order: RetentionOrder,
        tenant: TenantID,
        progress: @Sendable (RetentionReport) -> Void = { _ in }
    ) async throws -> RetentionReport {
        guard self.running.withLock({ $0.insert(tenant).inserted }) else {
            throw TrailError(.underWay, "A retention run of \(tenant) is under way.")
        }
        defer { _ = self.running.withLock { $0.remove(tenant) } }
        if !order.isDryRun { try await self.removeLeftovers(of: tenant) }
        let now = self.clock.now()
        var report = RetentionReport(tenant: tenant, parts: [])
        for rule in try await self.rules(of: order, tenant) {
            report.parts.append(RetentionReport.Part(rule: rule, cutoff: rule.cutoff(at: now)))
            try await self.apply(rule, order, at: now, &report, progress)
        }
        return report
    }

    /// Removes what an earlier run has left in the archive that was kept from ending.
    private func removeLeftovers(of tenant: TenantID) async throws {
        do {
            try await self.configuration.archive?.removeLeftovers(of: tenant)
        } catch let error as CancellationError {
            throw error
        } catch {
            // Nobody is kept from anything by what lies there.
            self.logger.warning(
                "what a run has left in the archive cannot be removed",
                metadata: ["trail.tenant": "\(tenant)", "trail.error": "\(error)"]
            )
        }
    }

    private func rules(
        of order: RetentionOrder,
        _ tenant: TenantID
    ) async throws -> [RetentionRule] {
        if let rule = order.rule { return [rule] }
        let plan = RetentionPlan(
            try await self.policies.policies(),
            defaultDays: self.configuration.defaultDays
        )
        return plan.rules(for: tenant).filter { rule in
            order.policy == nil || order.policy == rule.policy?.id
        }
    }

    private func apply(
        _ rule: RetentionRule,
        _ order: RetentionOrder,
        at now: Timestamp,
        _ report: inout RetentionReport,
        _ progress: @Sendable (RetentionReport) -> Void
    ) async throws {
        let place = report.parts.count - 1
        while true {
            let result = try await self.ledger.remove(
                self.request(report.tenant, report.parts[place], order)
            )
            report.parts[place].add(result)
            progress(report)
            if !order.isDryRun, let policy = rule.policy {
                // After each removal: one that is interrupted has counted what went before.
                try await self.policies.noteRun(
                    ofPolicy: policy.id,
                    at: now,
                    deleted: result.count
                )
            }
            if result.record != nil { self.log(result, rule, report.tenant) }
            guard result.hasMore else { return }
        }
    }

    private func request(
        _ tenant: TenantID,
        _ part: RetentionReport.Part,
        _ order: RetentionOrder
    ) -> RemovalRequest {
        let isAll = part.rule.kinds.count == Event.Kind.allCases.count
        var request = RemovalRequest(
            tenant: tenant,
            query: EventQuery(tenant: tenant, kinds: isAll ? [] : part.rule.kinds),
            bounds: RemovalRequest.Bounds(
                expiredBefore: part.cutoff,
                limit: self.configuration.limit
            ),
            extent: .rows,
            actor: order.actor,
            reason: part.rule.reason
        )
        request.manner.isDryRun = order.isDryRun
        request.manner.archive = self.configuration.archive
        request.manner.policy = part.rule.policy?.name
        return request
    }

    private func log(_ result: RemovalResult, _ rule: RetentionRule, _ tenant: TenantID) {
        self.logger.info(
            "events removed by retention",
            metadata: [
                "trail.tenant": "\(tenant)", "trail.count": "\(result.count)",
                "trail.held": "\(result.held)", "trail.days": "\(rule.days)",
            ]
        )
    }
}
