internal import MerkleLog

/// A place beside the ledgers where something of a person may be kept.
public protocol ErasurePlace: Sendable {
    /// Erases what a demand covers, or counts it.
    ///
    /// May be called again with the same demand after a failure. What it has erased stays erased
    /// after a crash.
    /// - Returns: What was there; nothing where nothing was.
    func erase(_ demand: ErasureDemand) async throws -> [ErasureFinding]

    /// Overwrites what is left of erased text where nobody can read it but with other tools: free
    /// room in files, logs.
    ///
    /// - Returns: What could not be overwritten, in sentences.
    func overwriteRemains() async throws -> [String]
}

/// What of a person was found in a place.
public struct ErasureFinding: Sendable, Hashable {
    /// The place, a lower-case word: `dead_letters`.
    public let place: String
    /// How many pieces were erased there, or would be.
    public let count: Int
    /// What had to stay, in a sentence that does not say whose it is; `nil` for nothing.
    public let remark: String?

    /// Something that was found.
    public init(_ place: String, count: Int, remark: String? = nil) {
        self.place = place
        self.count = count
        self.remark = remark
    }
}

/// What is to be erased beside a ledger.
public struct ErasureDemand: Sendable {
    /// Whose.
    public let tenant: TenantID
    /// Whom it is about.
    public let subject: ErasureSubject
    /// The sections that are to go.
    public let sections: Set<SectionName>
    /// Whether it is only counted.
    public let isDryRun: Bool
    private let query: EventQuery
    private let recordedBefore: Timestamp
    private let holds: [EventQuery]

    /// A demand.
    ///
    /// - Parameters:
    ///   - subject: Whom it is about.
    ///   - order: What is wanted.
    ///   - holds: Legal holds; what one covers stays.
    ///   - isDryRun: Whether it is only counted.
    /// - Throws: ``ParameterErrors`` for filters that are wrong, ``TrailError`` `ledgerDamaged` for
    ///   a hold that cannot be read.
    public init(
        _ subject: ErasureSubject,
        _ order: Erasure.Order,
        holds: [LegalHold],
        isDryRun: Bool
    ) throws {
        self.tenant = order.tenant
        self.subject = subject
        self.sections = order.sections
        self.isDryRun = isDryRun
        self.query = try subject.query(tenant: order.tenant)
        self.recordedBefore = order.recordedBefore
        self.holds = try holds.filter { $0.tenant == order.tenant && $0.release == nil }
            .map { try $0.storedQuery() }
    }

    /// Whether an event is to go.
    public func covers(_ event: SealedEvent) -> Bool {
        event.recordedAt < self.recordedBefore && self.query.matches(event)
            && !self.holds.contains { $0.matches(event) }
    }

    /// Whether an event that is in no ledger is to go.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - time: When it was put where it is.
    /// - Returns: Whether it is.
    public func covers(_ event: EncodedEvent, keptSince time: Timestamp) -> Bool {
        self.covers(
            SealedEvent(
                index: 0,
                recordedAt: time,
                leaf: .emptyTree,
                header: event.header,
                sections: event.sections
            )
        )
    }

    /// The name of the user that it is about; `nil` where it is about no user as a whole.
    public var userName: String? {
        guard case .actor(let id, let type) = self.subject, type == nil || type == .user else {
            return nil
        }
        return id
    }
}
