/// An erasure: who ordered it, and what became of it.
///
/// Whom it is about is known only while it is under way.
public struct Erasure: Sendable, Hashable {
    /// What is wanted, but for whom it is about.
    public struct Order: Sendable, Hashable {
        /// Whose ledger.
        public var tenant: TenantID
        /// The sections that go.
        public var sections: Set<SectionName> = Set(SectionName.allCases)
        /// Why: the reference of a demand; kept for ever, so it must not say whom it is about.
        public var reason: String
        /// Who wants it.
        public var actor: Event.Actor
        /// Only events recorded before this time.
        public var recordedBefore: Timestamp
        /// Whether events under a legal hold are left out; they forbid the whole erasure otherwise.
        public var skipsHeld = false

        /// An order to erase all sections of what was recorded before a time.
        public init(
            tenant: TenantID,
            reason: String,
            actor: Event.Actor,
            recordedBefore: Timestamp
        ) {
            self.tenant = tenant
            self.reason = reason
            self.actor = actor
            self.recordedBefore = recordedBefore
        }
    }

    /// What it has come to, or would.
    public struct Outcome: Sendable, Hashable {
        /// Events that lost a section.
        public var count = 0
        /// Events that a legal hold kept.
        public var held = 0
        /// Events that lost a section, by kind.
        public var kinds: [Event.Kind: Int] = [:]
        /// What went beside the ledger, by place.
        public var beside: [String: Int] = [:]
        /// What could not be reached, in sentences that do not say whom it is about.
        public var unreached: [String] = []

        /// Nothing yet.
        public init() {}
    }

    /// Its id.
    public let id: EventID
    /// What was ordered.
    public let order: Order
    /// When it was ordered.
    public let createdAt: Timestamp
    /// Whom it is about; `nil` once everything is found.
    public var subject: ErasureSubject?
    /// What it has come to.
    public var outcome = Outcome()
    /// How much was counted, by place, of what is just going beside the ledger; empty otherwise.
    ///
    /// Where it is interrupted, that tells what went without being told of.
    public var expected: [String: Int] = [:]
    /// When it was done; `nil` while it is under way.
    public var finishedAt: Timestamp?

    /// An erasure that begins.
    public init(
        id: EventID,
        order: Order,
        createdAt: Timestamp,
        subject: ErasureSubject
    ) {
        self.id = id
        self.order = order
        self.createdAt = createdAt
        self.subject = subject
    }
}

extension Erasure {
    /// An erasure as it is stored.
    package init(
        id: EventID,
        order: Order,
        createdAt: Timestamp,
        stored subject: ErasureSubject?
    ) {
        self.id = id
        self.order = order
        self.createdAt = createdAt
        self.subject = subject
    }
}

extension Erasure.Outcome {
    /// Adds what one removal did.
    mutating func add(_ result: RemovalResult) {
        self.count += result.count
        self.held = result.held
        self.kinds.merge(result.kinds) { $0 + $1 }
    }

    /// Adds what was found beside the ledger.
    mutating func add(_ findings: [ErasureFinding]) {
        for finding in findings {
            if finding.count > 0 { self.beside[finding.place, default: 0] += finding.count }
            if let remark = finding.remark { self.add(unreached: [remark]) }
        }
    }

    /// Adds what could not be reached, each sentence once.
    mutating func add(unreached sentences: [String]) {
        for sentence in sentences where !self.unreached.contains(sentence) {
            self.unreached.append(sentence)
        }
    }
}
