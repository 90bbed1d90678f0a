/// What is to be removed from a ledger, and how far.
///
/// Whatever a legal hold of the tenant covers stays, whoever asks and for whatever reason.
public struct RemovalRequest: Sendable {
    /// How far removal goes.
    public enum Extent: Sendable, Hashable {
        /// The rows go; their leaf hashes stay in the tree.
        case rows
        /// These sections go with their salts; their digests stay.
        case sections(Set<SectionName>)
    }

    /// Which events go, beside what the query says.
    public struct Bounds: Sendable, Hashable {
        /// Only events recorded before this time; `nil` for any.
        public var recordedBefore: Timestamp?
        /// Only events whose time of retention is before this one (``SealedEvent/retainedFrom``);
        /// `nil` for any.
        public var expiredBefore: Timestamp?
        /// The most events that one removal takes; whoever wants more asks again.
        public var limit: Int

        /// Bounds.
        public init(
            recordedBefore: Timestamp? = nil,
            expiredBefore: Timestamp? = nil,
            limit: Int = Self.usualLimit
        ) {
            self.recordedBefore = recordedBefore
            self.expiredBefore = expiredBefore
            self.limit = limit
        }

        /// The most events that one removal takes unless told otherwise: its list, of some
        /// megabytes at the worst, is kept for ever and held in memory while it is carried out.
        public static let usualLimit = 500_000
    }

    /// How a removal is done.
    public struct Manner: Sendable {
        /// Whether events are only counted, and nothing is removed or recorded.
        public var isDryRun = false
        /// Whether one event under a legal hold keeps all others from being removed, too.
        public var refusesHeld = false
        /// Keeps a copy of what goes before it goes; where that fails, nothing goes.
        public var archive: (any RemovalArchive)?
        /// The retention policy by which it is done, by name; kept in the sealed record.
        public var policy: String?
        /// The erasure of which it is a part; kept in the sealed record.
        public var erasure: EventID?

        /// The usual manner: without a copy, and leaving alone what is held.
        public init() {}
    }

    /// Whose ledger.
    public var tenant: TenantID
    /// Which events.
    public var query: EventQuery
    /// Which of them.
    public var bounds: Bounds
    /// How far.
    public var extent: Extent
    /// How.
    public var manner = Manner()
    /// Who ordered it; becomes the actor of the sealed record.
    public var actor: Event.Actor
    /// Why: the policy's name or the reference of the demand; kept in the sealed record.
    public var reason: String

    /// A request for removal.
    public init(
        tenant: TenantID,
        query: EventQuery,
        bounds: Bounds = Bounds(),
        extent: Extent,
        actor: Event.Actor,
        reason: String
    ) {
        self.tenant = tenant
        self.query = query
        self.bounds = bounds
        self.extent = extent
        self.actor = actor
        self.reason = reason
    }
}

extension RemovalRequest.Extent {
    /// The sections that must be read to know what there is to remove.
    var sections: Set<SectionName> {
        switch self {
        case .rows: []
        case .sections(let names): names
        }
    }
}
