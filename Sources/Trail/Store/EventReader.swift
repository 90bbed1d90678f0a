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

    /// How many events match, of what, and what they have in common.
    ///
    /// Exact, but for what the answer itself calls an estimate.
    /// - Throws: ``TrailError`` `storeUnavailable`.
    func figures(_ request: FiguresRequest) async throws -> Figures

    /// The addresses from which logins failed conspicuously often.
    ///
    /// - Throws: ``TrailError`` `storeUnavailable`.
    func suspects(_ request: SuspectsRequest) async throws -> Suspects
}

/// The primary store: ledger and payload commit together.
public typealias EventStore = EventReader & Ledger
