/// What is to be removed from a ledger, and how far.
public struct RemovalRequest: Sendable {
    /// How far removal goes.
    public enum Extent: Sendable, Hashable {
        /// The rows go; their leaf hashes stay in the tree.
        case rows
        /// These sections go with their salts; their digests stay.
        case sections(Set<SectionName>)
    }

    /// Whose ledger.
    public var tenant: TenantID
    /// Which events.
    public var query: EventQuery
    /// Only events recorded before this time; `nil` for any.
    public var recordedBefore: Timestamp?
    /// How far.
    public var extent: Extent
    /// Who ordered it; becomes the actor of the sealed record.
    public var actor: Event.Actor
    /// Why: the policy's name or the reference of the demand; kept in the sealed record.
    public var reason: String

    /// A request for removal.
    public init(
        tenant: TenantID,
        query: EventQuery,
        recordedBefore: Timestamp? = nil,
        extent: Extent,
        actor: Event.Actor,
        reason: String
    ) {
        self.tenant = tenant
        self.query = query
        self.recordedBefore = recordedBefore
        self.extent = extent
        self.actor = actor
        self.reason = reason
    }
}

/// What a removal did.
public struct RemovalResult: Sendable, Hashable {
    /// How many events it touched.
    public let count: Int
    /// The sealed record; `nil` where there was nothing to remove.
    public let record: Receipt?

    /// A result.
    public init(count: Int, record: Receipt?) {
        self.count = count
        self.record = record
    }
}

/// A recorded removal: the list of what went, and the index of the event that commits to it.
public struct Removal: Sendable, Hashable {
    /// Where the sealed `system` event is.
    public let recordIndex: UInt64
    /// What went, as ``RemovalList`` bytes; their SHA-256 is in the sealed event.
    public let list: [UInt8]

    /// A recorded removal.
    public init(recordIndex: UInt64, list: [UInt8]) {
        self.recordIndex = recordIndex
        self.list = list
    }
}
