/// Foresees which events the next run of retention would remove.
public struct RetentionForecast: Sendable {
    private var selections: [RemovalSelection] = []
    /// The earliest and the latest time of all events that were shown to it.
    public private(set) var times: ClosedRange<Timestamp>?

    /// A forecast for one tenant.
    ///
    /// - Parameters:
    ///   - rules: What holds for the tenant's events, of a ``RetentionPlan``.
    ///   - tenant: Whose events.
    ///   - holds: The legal holds there are.
    ///   - now: When the run would be.
    /// - Throws: ``TrailError`` `ledgerDamaged` for a hold that cannot be read.
    public init(
        _ rules: [RetentionRule],
        of tenant: TenantID,
        holds: [LegalHold],
        at now: Timestamp
    ) throws(TrailError) {
        for rule in rules {
            var request = RemovalRequest(
                tenant: tenant,
                query: EventQuery(tenant: tenant, kinds: rule.kinds),
                bounds: RemovalRequest.Bounds(expiredBefore: rule.cutoff(at: now)),
                extent: .rows,
                actor: Event.Actor(type: .system),
                reason: rule.reason
            )
            request.manner.isDryRun = true
            self.selections.append(try RemovalSelection(request, holds: holds))
        }
    }

    /// How many events would go.
    public var count: Int { self.selections.reduce(0) { $0 + $1.count } }

    /// Takes an event in.
    public mutating func consider(_ event: SealedEvent) {
        let time = event.time
        self.times =
            min(self.times?.lowerBound ?? time, time)...max(self.times?.upperBound ?? time, time)
        for place in self.selections.indices { self.selections[place].consider(event) }
    }
}
