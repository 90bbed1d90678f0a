internal import MerkleLog

/// What is known of whether an event is still what was sealed.
public enum EventIntegrity: Sendable, Hashable {
    /// Nobody has looked; `is_tampered` is null.
    case unchecked
    /// The leaf follows from the header and the sections.
    case intact
    /// It does not.
    case tampered

    /// Compares the leaf of `event` with the one that follows from its header and sections.
    ///
    /// Takes about a microsecond. Whether the tree holds this leaf is for a verifier to say.
    public init(of event: SealedEvent) {
        self = LeafData.hash(of: event) == event.leaf ? .intact : .tampered
    }
}
