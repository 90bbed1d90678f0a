internal import GRDB
internal import Trail

/// What a selection goes by; its removal is recorded only while that still is so.
struct RemovalPremise: Sendable, Hashable {
    /// The legal holds that are in force.
    let holds: [LegalHold]
    /// The record of the latest removal: what another one takes must not be listed twice.
    private let lastRecord: Int64?
    /// Whether another removal is recorded and not carried out yet, so that rows are there that
    /// are gone by right.
    let isUnsettled: Bool

    /// Reads what holds for the ledger of `tenant`.
    init(_ tenant: TenantID, _ database: Database) throws {
        self.holds = try HoldTable(database: database).inForce(of: tenant)
        guard let number = try StoredLedger.number(of: tenant, database) else {
            self.lastRecord = nil
            self.isUnsettled = false
            return
        }
        self.lastRecord = try database.firstInteger(
            "SELECT record_idx FROM removal WHERE tenant = ? ORDER BY record_idx DESC LIMIT 1",
            number
        )
        self.isUnsettled =
            try database.firstInteger(
                "SELECT 1 FROM removal WHERE tenant = ? AND is_pending = 1 LIMIT 1",
                number
            ) != nil
    }
}
