import Trail
import TrailSQLite

/// Makes derived data of a ledger anew, under the right to serve: nothing is recorded meanwhile.
struct LedgerRepair: Sendable {
    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    /// Rebuilds what is missing and seals a `system` event that says so.
    ///
    /// - Returns: Whether anything was missing.
    /// - Throws: ``Trail/TrailError`` `alreadyServed` while a server runs, and what the store
    ///   throws.
    func rebuild(_ tenant: TenantID) async throws -> Bool {
        let opened = try await OpenStore(self.settings, role: .server)
        let result = try await opened.store.rebuild(tenant)
        guard !result.isNothing else {
            Output.note("\(tenant): nothing derived is missing")
            return false
        }
        var detail = SystemDetail(
            .warning,
            category: "ledger",
            eventName: "derived_data_rebuilt",
            message: "Data derived from the events was missing and was made anew."
        )
        detail.facts = [
            "columns": .integer(Int64(result.columns)), "figures": .integer(Int64(result.figures)),
            "tiles": .integer(Int64(result.tiles)),
        ]
        try await ShellAct.seal(detail, of: tenant, by: "verify", in: opened.store)
        try opened.memory.flush()
        try opened.store.close()
        Output.note(
            "\(tenant): made anew: \(result.columns) columns, \(result.figures) figures, "
                + "\(result.tiles) tiles"
        )
        return true
    }
}
