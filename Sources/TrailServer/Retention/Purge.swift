internal import Trail

/// Removes all events of a kind from a tenant's ledger, in two steps, for API and dashboard.
///
/// The first step counts and gives a token, the second one brings it back. What was recorded after
/// the first step stays, and so does what is under a legal hold.
struct Purge: Sendable {
    let backend: TrailBackend
    /// Whether the configuration allows it.
    let isAllowed: Bool
    private var key: [UInt8] { self.backend.confirmations.key }

    init(_ backend: TrailBackend, _ configuration: TrailServerConfiguration) {
        self.backend = backend
        self.isAllowed = configuration.allowsPurge
    }

    /// What a purge is of.
    struct Extent: Sendable {
        let kinds: Set<Event.Kind>
        let tenant: TenantID

        /// The kinds, for people.
        var name: String { self.kinds.map(\.rawValue).sorted().joined(separator: ", ") }
        /// What is confirmed.
        var act: String { "purge \(self.tenant) \(self.name)" }
    }

    /// How much there is to remove, and what confirms it.
    struct Count: Sendable {
        let count: Int
        let held: Int
        let token: ConfirmationToken
    }

    /// Who asks, when they may purge.
    ///
    /// - Throws: ``Problem`` 401 or 403.
    func authorized(_ context: some PrincipalContext) throws(Problem) -> Principal {
        let principal = try context.authenticated()
        guard principal.isSuperuser else {
            throw Problem(.forbidden, "Only superusers may purge.")
        }
        guard self.isAllowed else {
            throw Problem(.forbidden, "Purging is not allowed here (admin.allow-purge).")
        }
        return principal
    }

    /// The first step.
    func count(_ extent: Extent, for principal: Principal) async throws -> Count {
        let now = self.backend.clock.now()
        let token = ConfirmationToken(for: extent.act, by: principal, now: now, key: self.key)
        if let count = try await self.countWhole(extent) {
            return Count(count: count, held: 0, token: token)
        }
        var removal = self.removal(extent, principal, token)
        removal.manner.isDryRun = true
        let result = try await self.backend.store.remove(removal)
        return Count(count: result.count, held: result.held, token: token)
    }

    /// How many events of the kinds there are, from what the store keeps beside them; `nil` where
    /// some may stay, so that they have to be looked at one by one.
    private func countWhole(_ extent: Extent) async throws -> Int? {
        // Records of removals stay.
        guard !extent.kinds.contains(.system) else { return nil }
        let holds = try await self.backend.state.holds()
        guard !holds.contains(where: { $0.tenant == extent.tenant && $0.release == nil }) else {
            return nil
        }
        let query = EventQuery(tenant: extent.tenant, kinds: extent.kinds)
        let counted = try await self.backend.store.count(query, limit: .max)
        return counted.isEstimate ? nil : counted.count
    }

    /// The second step.
    ///
    /// - Throws: ``Problem`` 400 for a token that is not of this purge or has been used, and what the
    ///   store throws.
    func run(
        _ extent: Extent,
        confirmedBy text: String,
        for principal: Principal
    ) async throws -> (deleted: Int, held: Int) {
        let now = self.backend.clock.now()
        let token = try ConfirmationToken(
            confirming: text,
            "purge",
            for: extent.act,
            by: principal,
            now: now,
            key: self.key
        )
        let removal = self.removal(extent, principal, token)
        return try await self.backend.confirmations.use(token, now: now) {
            var deleted = 0
            var result: RemovalResult
            repeat {
                result = try await self.backend.store.remove(removal)
                deleted += result.count
            } while result.hasMore
            return (deleted, result.held)
        }
    }

    private func removal(
        _ extent: Extent,
        _ principal: Principal,
        _ token: ConfirmationToken
    ) -> RemovalRequest {
        RemovalRequest(
            tenant: extent.tenant,
            query: EventQuery(tenant: extent.tenant, kinds: extent.kinds),
            bounds: RemovalRequest.Bounds(recordedBefore: token.madeAt),
            extent: .rows,
            actor: principal.actor,
            reason: "purge of all \(extent.name) events"
        )
    }
}
