import Trail
import TrailSQLite

/// Makes derived data of a ledger anew, under the right to serve: nothing is recorded meanwhile.
struct LedgerRepair: Sendable {
    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    /// Rebuilds what is missing or does not fit, and seals a `system` event that says so; nothing
    /// where any event is not as it was sealed, but the index without which none is found.
    ///
    /// - Parameters:
    ///   - first: What a look at the ledger found.
    ///   - options: How it was looked at.
    /// - Returns: What was made anew; `nil` where nothing was.
    /// - Throws: ``Trail/TrailError`` `alreadyServed` while a server runs, and what the store
    ///   throws.
    func rebuild(
        _ first: VerificationReport,
        _ options: VerificationOptions
    ) async throws -> RebuiltData? {
        let tenant = first.tenant
        guard first.alterationCount == 0 || first.mayHideRows else {
            Self.refuse(first)
            return nil
        }
        let opened = try await OpenStore(self.settings, role: .server, mendsTables: true)
        // What has been written is on disk already; the next ledger needs the right to serve.
        defer { try? opened.store.close() }
        let home = try await Self.home(of: tenant, opened)
        defer { if home !== opened.store { try? home.close() } }
        do {
            return try await Self.rebuild(first, options, home, opened)
        } catch let error as TrailError where error.code == .ledgerDamaged {
            Output.note("\(tenant): nothing more was made anew: \(error.message)")
            return nil
        }
    }

    /// The store that the ledger is in, the main one or a destination, opened to be mended.
    private static func home(
        of tenant: TenantID,
        _ opened: OpenStore
    ) async throws -> SQLiteEventStore {
        guard try await !opened.store.tenants().contains(tenant) else { return opened.store }
        let home = try await opened.ledgers(toMend: true).store(of: tenant)
        guard let home = home as? SQLiteEventStore else {
            throw CommandFailure("the store of \(tenant) is none that --fix can mend")
        }
        return home
    }

    private static func rebuild(
        _ first: VerificationReport,
        _ options: VerificationOptions,
        _ store: SQLiteEventStore,
        _ opened: OpenStore
    ) async throws -> RebuiltData? {
        let tenant = first.tenant
        var result = try await store.rebuildPlaces(first)
        // The first look may have left out kinds, and may have been before the store was ours.
        let verifier = LedgerVerifier(
            ledger: store,
            serverName: opened.key.name,
            keys: [opened.key.verifier],
            memory: opened.memory
        )
        var options = options
        options.kinds = []
        let report = try await verifier.verify(tenant, options: options)
        if report.alterationCount == 0 {
            result = try await result + store.rebuild(report)
        }
        if !result.isNothing {
            try await ShellAct.seal(Self.detail(result), of: tenant, by: "verify", in: store)
            try opened.memory.flush()
            Output.note(
                "\(tenant): made anew: missing: \(result.columns) columns, "
                    + "\(result.figures) figures, \(result.tiles) tiles; "
                    + "did not fit: \(result.unfitFigures) figures; indexes: \(result.indexes)"
            )
        }
        guard report.alterationCount == 0 else {
            Self.refuse(report, hasMended: !result.isNothing)
            return result.isNothing ? nil : result
        }
        guard !result.isNothing else {
            Output.note("\(tenant): nothing derived is missing")
            return nil
        }
        return result
    }

    /// What was made anew, as it is sealed and printed.
    static func counts(_ result: RebuiltData) -> [String: JSON] {
        [
            "columns": .integer(Int64(result.columns)), "figures": .integer(Int64(result.figures)),
            "indexes": .integer(Int64(result.indexes)),
            "tiles": .integer(Int64(result.tiles)),
            "unfit_figures": .integer(Int64(result.unfitFigures)),
        ]
    }

    private static func detail(_ result: RebuiltData) -> SystemDetail {
        var message =
            result.unfitFigures == 0
            ? "Data derived from the events was missing and was made anew."
            : "Figures kept beside the events did not fit them and were made anew, with what was "
                + "missing; the events were intact."
        if result.indexes > 0 {
            message = "Indexes of the store were not as they should be and were made anew."
        }
        var detail = SystemDetail(
            .warning,
            category: "ledger",
            eventName: "derived_data_rebuilt",
            message: message
        )
        detail.facts = CanonicalJSON(.object(Self.counts(result)))
        return detail
    }

    /// Says why nothing is made anew, or nothing beyond what had to be to look through the ledger.
    private static func refuse(_ report: VerificationReport, hasMended: Bool = false) {
        let count = report.alterationCount
        Output.note(
            "\(report.tenant): nothing \(hasMended ? "more " : "")was made anew: \(count) "
                + (count == 1 ? "finding is" : "findings are")
                + " about what was sealed, and what was derived from it before is evidence"
        )
    }
}
