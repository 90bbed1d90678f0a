/// Takes events to be sealed: a ledger in a store of one's own, or a remote Trail that has one.
///
/// It is all that a recorder needs of a store.
public protocol LedgerWriter: Sendable {
    /// Seals the events of the request and makes them durable: all of them, or none.
    ///
    /// After this returns, every event that is reported as sealed survives a crash. Events of
    /// one tenant keep their order. An event whose id its tenant's ledger already knows is not
    /// stored again: it is reported as repeated when it agrees, as conflicting when not.
    ///
    /// A writer that is no transaction, such as a remote one, may get only part of the way; it
    /// then says so in the result's ``AppendResult/failure``.
    ///
    /// - Throws: ``TrailError`` and then nothing of the request is stored, or nobody knows and
    ///   the same request may be made again: `storeUnavailable`, `outOfSpace`, `overloaded`,
    ///   `ledgerDamaged`, `ledgerForked`, `clockBehind`, `invalidConfiguration`, or `unstorable`
    ///   when the events themselves are refused (split the request to find the one).
    func append(_ request: AppendRequest) async throws -> AppendResult
}

/// Events to append, of any tenants.
public struct AppendRequest: Sendable {
    /// The events in the order in which they are to be sealed.
    public var events: [EncodedEvent]

    /// A request to append `events`.
    public init(_ events: [EncodedEvent]) {
        self.events = events
    }
}

/// What became of each event of an ``AppendRequest``, in its order.
public struct AppendResult: Sendable {
    /// What became of one event.
    public enum Outcome: Sendable, Hashable {
        /// Sealed by this call; or accepted, by a remote Trail whose own store is away.
        case sealed(Receipt)
        /// Sealed before, with the same content; the receipt is the first one.
        case repeated(Receipt)
        /// The id is taken by an event with other content; nothing was stored.
        case conflict(EventID)
        /// This very event can never be stored, for a reason that holds no payload; others are
        /// not affected.
        case refused(EventID, reason: String)
    }

    /// One outcome an event; of fewer events where there is a ``failure``.
    public let outcomes: [Outcome]
    /// The sealed batches, one a tenant, for live feeds.
    public let batches: [SealedBatch]
    /// Why the event after the last outcome, and those behind it, may not have been stored.
    ///
    /// Always `nil` for a transactional store, which throws instead.
    public let failure: TrailError?

    /// A result.
    public init(outcomes: [Outcome], batches: [SealedBatch], failure: TrailError? = nil) {
        self.outcomes = outcomes
        self.batches = batches
        self.failure = failure
    }
}
