import MerkleLog
import Trail
import TrailServer
import TrailSQLite

extension ArchiveImport {
    /// Refuses while a person is being erased: what is brought back could be missed.
    static func checkErasures(
        of tenant: TenantID,
        _ state: SQLiteEventStore
    ) async throws {
        let isUnderWay = try await state.erasures().contains { erasure in
            erasure.order.tenant == tenant && erasure.finishedAt == nil
        }
        guard !isUnderWay else {
            throw CommandFailure("an erasure of '\(tenant)' is under way; wait for its end")
        }
    }

    /// For how long retention keeps the events of a tenant.
    static func rules(
        for tenant: TenantID,
        _ settings: Settings,
        _ state: SQLiteEventStore
    ) async throws -> [RetentionRule] {
        let configuration = try settings.retention(of: state)
        return RetentionPlan(
            try await state.policies(),
            defaultDays: configuration.defaultDays
        ).rules(for: tenant)
    }

    /// The hold under which the events are put, if they are to be.
    ///
    /// - Throws: ``CommandFailure`` where retention would take them again, and no hold is wanted.
    func hold(_ forecast: RetentionForecast, _ tenant: TenantID) throws -> LegalHold? {
        guard let reason = self.hold else {
            guard forecast.count == 0 || self.isDryRun else {
                throw CommandFailure(
                    "retention would remove \(forecast.count) of the events again at its next "
                        + "run; --hold REASON puts the events of that time under a legal hold"
                )
            }
            return nil
        }
        guard let times = forecast.times else { return nil }
        let now = Timestamp.now()
        return LegalHold(
            id: EventID.random(at: now),
            tenant: tenant,
            filters: [
                "date_from": times.lowerBound.description, "date_to": times.upperBound.description,
            ],
            reason: reason,
            createdBy: ShellAct.principal("import").id,
            createdAt: now
        )
    }

    /// Places a hold, unless the same one is in force.
    static func place(
        _ hold: LegalHold,
        _ opened: OpenStore,
        _ ledgers: RoutedStore
    ) async throws {
        let isThere = try await opened.store.holds().contains { other in
            other.release == nil && other.tenant == hold.tenant && other.filters == hold.filters
                && other.reason == hold.reason
        }
        if isThere { return try await ledgers.bringHolds(to: hold.tenant) }
        let principal = ShellAct.principal("import")
        try await ShellAct.seal(
            .hold("placed", hold, by: principal, "Events were put under a hold."),
            in: ledgers
        )
        try await opened.store.add(hold)
        try await ledgers.bringHolds(to: hold.tenant)
    }
}

extension ArchiveImport {
    /// Prints what was found in the archive.
    func show(_ report: ArchiveReport) {
        guard !self.json else { return Output.line(JSONLine(self.members(of: report)).text) }
        for finding in report.findings { Output.line("\(self.path): \(finding)") }
        if report.findingCount > UInt64(report.findings.count) {
            Output.line("\(self.path): … \(report.findingCount) findings in all")
        }
        let verdict = report.isIntact ? "intact" : "TAMPERED WITH"
        var line = "\(self.path): \(verdict): \(report.events) events"
        if let tenant = report.tenant { line += " of \(tenant)" }
        if let indices = report.indices {
            line += ", \(indices.lowerBound) to \(indices.upperBound)"
        }
        line += ", \(report.compared) compared with the ledger"
        if report.erasedEvents > 0 {
            line += ", \(report.erasedSections) sections of \(report.erasedEvents) erased"
        }
        Output.line(line + ", checkpoint of \(report.size), root \(report.root.base64)")
    }

    private func members(of report: ArchiveReport) -> [String: JSON] {
        var members: [String: JSON] = [
            "archive": .string(self.path), "intact": .bool(report.isIntact),
            "events": .integer(Int64(report.events)), "lines": .integer(Int64(report.lines)),
            "compared": .integer(Int64(report.compared)),
            "erased_events": .integer(Int64(report.erasedEvents)),
            "erased_sections": .integer(Int64(report.erasedSections)),
            "size": .integer(Int64(report.size)), "root": .string(report.root.base64),
            "findings": .array(report.findings.map { .string($0.description) }),
            "finding_count": .integer(Int64(report.findingCount)),
        ]
        if let tenant = report.tenant { members["tenant"] = .string(tenant.name) }
        if let hash = report.hash { members["sha256"] = .string(hash.hex) }
        if let indices = report.indices {
            members["first_index"] = .integer(Int64(indices.lowerBound))
            members["last_index"] = .integer(Int64(indices.upperBound))
        }
        return members
    }

    /// Prints what was brought back.
    func show(_ result: RestorationResult, _ report: ArchiveReport, _ hold: LegalHold?) {
        guard !self.json else {
            var members = self.members(of: report)
            members["restored"] = .integer(self.isDryRun ? 0 : Int64(result.count))
            members["would_restore"] = .integer(self.isDryRun ? Int64(result.count) : 0)
            members["incomplete"] = .integer(Int64(result.incomplete))
            members["present"] = .integer(Int64(result.present))
            members["conflicts"] = .integer(Int64(result.conflicts))
            members["dry_run"] = .bool(self.isDryRun)
            return Output.line(JSONLine(members).text)
        }
        let verb = self.isDryRun ? "would bring" : "brought"
        var line = "\(verb) \(result.count) events back, \(result.present) there already"
        if result.incomplete > 0 { line += ", \(result.incomplete) without what was erased" }
        if result.conflicts > 0 {
            line += ", \(result.conflicts) left away because another event has their id"
        }
        Output.line(line)
        guard let hold, !self.isDryRun, let from = hold.filters["date_from"],
            let to = hold.filters["date_to"]
        else { return }
        Output.line("under a legal hold: everything of '\(hold.tenant)' from \(from) to \(to)")
    }
}
