/// Answers questions about stored events.
public protocol EventReader: Sendable {
    /// One page of the events that match, in the order of the query.
    ///
    /// - Throws: ``TrailError`` `storeUnavailable`.
    func page(_ query: EventQuery) async throws -> EventPage

    /// How many events match, exactly up to `limit`, beyond that as an estimate.
    func count(_ query: EventQuery, limit: Int) async throws -> EventCount

    /// One event by its id; `nil` where the tenant has none such, or it was pruned.
    func event(_ id: EventID, tenant: TenantID) async throws -> SealedEvent?
}

/// The primary store: ledger and payload commit together.
public typealias EventStore = EventReader & Ledger
