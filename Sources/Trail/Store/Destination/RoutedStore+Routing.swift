extension RoutedStore: DestinationRouting {
    /// Says what speaks against a change: ledgers that would be left behind, or that would not
    /// follow.
    ///
    /// - Parameters:
    ///   - old: The destination as it is; `nil` for a new one.
    ///   - new: The destination as it is to be; `nil` where it is to go.
    /// - Returns: A sentence; `nil` where nothing does.
    /// - Throws: What a store throws that cannot be asked.
    public func objection(
        changing old: Destination?,
        to new: Destination?
    ) async throws -> String? {
        if let old, old.route.isActive, !Self.keeps(old, new) {
            guard let tenants = try await self.stores.tenants(in: old) else {
                return "The destination cannot be used at the moment, so nobody knows what it "
                    + "holds. It can be renamed, and nothing else."
            }
            guard tenants.isEmpty else {
                return "The destination holds \(tenants.count == 1 ? "a ledger" : "ledgers"). "
                    + "Its database and its tenant stay as they are, and it stays in force."
            }
        }
        guard let new, new.route.isActive, let tenant = new.route.tenant else { return nil }
        let isFresh =
            old?.route.isActive != true || old?.route.tenant != tenant
            || old?.place != new.place
        guard isFresh, try await self.head(of: tenant) != nil else { return nil }
        return "The tenant has a ledger already. It stays in the store where it was begun: a "
            + "ledger changes its place only once it has been copied and verified there."
    }

    /// Goes by the configuration as it is now.
    public func reload() async throws {
        try await self.stores.reload()
        self.forgetHomes()
    }

    /// Whether what a destination holds is still found after a change.
    private static func keeps(_ old: Destination, _ new: Destination?) -> Bool {
        guard let new, new.route.isActive, new.place == old.place else { return false }
        return new.route.tenant == nil || new.route.tenant == old.route.tenant
    }
}
