/// Takes copies of sealed events: another Trail, a file, an analytics database.
///
/// A sink has a position of its own, so one that is away delays nobody.
public protocol EventSink: Sendable {
    /// The name by which the sink's position is kept.
    var name: String { get }

    /// Writes copies, in ledger order. May be called again with the same events after a failure,
    /// so an implementation keys on tenant and id.
    func write(_ events: [SealedEvent]) async throws

    /// Erases what a removal took from the ledger, as far as the sink can.
    func erase(_ removal: Removal, tenant: TenantID) async throws -> SinkErasure
}

/// How far a sink followed an erasure.
public enum SinkErasure: Sendable, Hashable {
    /// Nothing of it is left there.
    case done
    /// It is still there; the sentence says why and is shown to whoever asked for the erasure.
    case notReached(String)
}
