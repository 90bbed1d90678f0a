public import MerkleLog

extension RoutedStore: Ledger {
    /// Seals the events in the stores of their tenants.
    ///
    /// Of one store all events are stored or none. Where a store fails, the result says so at its
    /// first event; what is behind it may be stored already, and is then reported as repeated when
    /// it is tried again.
    public func append(_ request: AppendRequest) async throws -> AppendResult {
        let parts = await self.parts(of: request)
        if parts.count == 1, let home = parts[0].home {
            return try await home.store.append(request)
        }
        var outcomes = [AppendResult.Outcome?](repeating: nil, count: request.events.count)
        var batches: [SealedBatch] = []
        var failure: TrailError?
        for part in parts {
            do {
                guard let home = part.home else { throw part.failure ?? Self.unavailable }
                let events = part.positions.map { request.events[$0] }
                let result = try await home.store.append(AppendRequest(events))
                for (position, outcome) in zip(part.positions, result.outcomes) {
                    outcomes[position] = outcome
                }
                batches += result.batches
                failure = failure ?? result.failure
            } catch let error as TrailError where error.code != .unstorable {
                failure = failure ?? error
            }
        }
        let settled = outcomes.prefix { $0 != nil }.compactMap { $0 }
        guard settled.count < request.events.count else {
            return AppendResult(outcomes: settled, batches: batches)
        }
        let reason = failure ?? Self.unavailable
        guard !settled.isEmpty || !batches.isEmpty else { throw reason }
        return AppendResult(outcomes: settled, batches: batches, failure: reason)
    }

    /// The events of one store, by their positions in the request.
    private struct Part {
        var home: Home?
        var failure: TrailError?
        var positions: [Int]
    }

    private static var unavailable: TrailError {
        TrailError(.storeUnavailable, "A destination cannot be used.")
    }

    private func parts(of request: AppendRequest) async -> [Part] {
        var parts: [Part] = []
        var places: [TenantID: Int] = [:]
        for (position, event) in request.events.enumerated() {
            let tenant = event.header.tenant
            if let place = places[tenant] {
                parts[place].positions.append(position)
                continue
            }
            var part = Part(positions: [position])
            do {
                part.home = try await self.home(of: tenant)
            } catch {
                part.failure =
                    error as? TrailError
                    ?? TrailError(.storeUnavailable, "A destination cannot be used.", cause: error)
            }
            let known = parts.firstIndex { other in
                guard let home = part.home, let its = other.home else { return false }
                return home.destination == its.destination
            }
            if let known {
                parts[known].positions.append(position)
                places[tenant] = known
            } else {
                places[tenant] = parts.count
                parts.append(part)
            }
        }
        return parts
    }

    /// The tenants that have a ledger, by name.
    ///
    /// - Throws: ``TrailError`` `storeUnavailable` where a destination for all tenants cannot be
    ///   used, and what a store throws.
    public func tenants() async throws -> [TenantID] {
        let (tenants, faults) = try await self.knownTenants()
        if let fault = faults.first { throw fault }
        return tenants
    }

    /// The tenants of which it can be told that they have a ledger, by name, and why there may be
    /// more: a destination for all tenants cannot be used, or a store is damaged.
    ///
    /// - Throws: `CancellationError`.
    package func knownTenants() async throws -> (tenants: [TenantID], faults: [TrailError]) {
        var (tenants, faults) = try await self.stores.knownTenants()
        do {
            tenants.formUnion(try await self.main.tenants())
        } catch let error as TrailError {
            faults.append(error)
        }
        return (tenants.sorted(), faults)
    }

    /// The head of a tenant's ledger as stored, unchecked; `nil` where there is none.
    public func head(of tenant: TenantID) async throws -> LedgerHead? {
        try await self.store(of: tenant).head(of: tenant)
    }

    /// Hashes of a tenant's tree.
    public func tile(_ request: TileRequest) async throws -> Tile {
        try await self.store(of: request.tenant).tile(request)
    }

    /// Rows in ledger order, exactly as stored.
    public func entries(_ request: EntriesRequest) async throws -> EntriesResult {
        try await self.store(of: request.tenant).entries(request)
    }

    /// Removes payload under a sealed record of the same ledger.
    public func remove(_ request: RemovalRequest) async throws -> RemovalResult {
        // Whoever only counts may be one that can only read; whoever is told what a hold forbids
        // goes on by that.
        if !request.manner.isDryRun || request.manner.refusesHeld {
            try await self.bringHolds(to: request.tenant)
        }
        return try await self.store(of: request.tenant).remove(request)
    }

    /// Brings pruned events back from an archive, each to its place in the ledger.
    public func restore(_ request: RestorationRequest) async throws -> RestorationResult {
        try await self.store(of: request.tenant).restore(request)
    }

    /// The removals that a tenant's ledger has recorded, oldest first.
    public func removals(of tenant: TenantID) async throws -> [Removal] {
        try await self.store(of: tenant).removals(of: tenant)
    }

    /// Compares what is kept beside a tenant's events with the events' rows.
    public func checkFigures(of tenant: TenantID) async throws -> [VerificationFinding] {
        try await self.store(of: tenant).checkFigures(of: tenant)
    }

    /// How a tenant's ledger is kept in the store that holds it.
    public func structure(of tenant: TenantID) async throws -> LedgerStructure {
        try await self.store(of: tenant).structure(of: tenant)
    }
}
