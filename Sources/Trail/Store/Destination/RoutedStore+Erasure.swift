extension RoutedStore: ErasurePlace {
    /// Erases what destinations keep beside the tenant's ledger; the main store is a place of its
    /// own.
    public func erase(_ demand: ErasureDemand) async throws -> [ErasureFinding] {
        let home = try await self.home(of: demand.tenant)
        guard home.destination != nil, let place = home.store as? any ErasurePlace else {
            return []
        }
        return try await place.erase(demand)
    }

    /// Overwrites what is left in the files of all destinations that are open.
    public func overwriteRemains() async throws -> [String] {
        var remarks: [String] = []
        for store in await self.stores.opened() {
            guard let place = store as? any ErasurePlace else { continue }
            remarks += try await place.overwriteRemains()
        }
        return remarks
    }
}
