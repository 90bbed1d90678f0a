extension RoutedStore {
    /// Brings the legal holds of a tenant to the destination that keeps its ledger: a store that
    /// removes events looks at its own holds alone.
    ///
    /// - Throws: What the stores throw; a hold that could not be brought holds nothing yet.
    public func bringHolds(to tenant: TenantID) async throws {
        let home = try await self.home(of: tenant)
        guard home.destination != nil, let store = home.store as? any HoldStore else { return }
        let there = try await store.holds()
        for hold in try await self.holds.holds() where hold.tenant == tenant {
            let known = there.first { $0.id == hold.id }
            if known == nil { try await store.add(hold) }
            guard let release = hold.release, known?.release == nil else { continue }
            _ = try await store.releaseHold(hold.id, release)
        }
    }
}
