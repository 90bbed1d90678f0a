/// Brings events to the destinations that are configured, while the process runs.
public protocol DestinationRouting: Sendable {
    /// Says what speaks against a change of the configuration.
    ///
    /// - Parameters:
    ///   - old: The destination as it is; `nil` for a new one.
    ///   - new: The destination as it is to be; `nil` where it is to go.
    /// - Returns: A sentence; `nil` where nothing does.
    /// - Throws: What a store throws that cannot be asked.
    func objection(changing old: Destination?, to new: Destination?) async throws -> String?

    /// Makes the legal holds of a tenant hold in the destination that keeps its ledger.
    func bringHolds(to tenant: TenantID) async throws

    /// Goes by the configuration as it is now.
    func reload() async throws
}
