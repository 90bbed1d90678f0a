public import MerkleLog

/// What a recorder answers for an event.
public enum Receipt: Sendable, Hashable {
    /// The event is on disk in the spool and will get its index later.
    case accepted(EventID)
    /// The event is sealed and on disk at `index`, with this leaf hash. It survives a crash.
    case durable(EventID, index: UInt64, leaf: Hash)

    /// The event's id.
    public var id: EventID {
        switch self {
        case .accepted(let id), .durable(let id, _, _): id
        }
    }
}
