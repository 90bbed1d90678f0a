public import MerkleLog

/// What the verification of one ledger came to.
public struct VerificationReport: Sendable {
    /// Whose ledger.
    public let tenant: TenantID
    /// How many events the ledger has taken in, as its head says.
    public let size: UInt64
    /// The root of the tree, as its head says.
    public let root: Hash
    /// Events whose rows were recomputed.
    public internal(set) var checked: UInt64 = 0
    /// Events whose rows a recorded removal took.
    public internal(set) var prunedRows: UInt64 = 0
    /// Sections that a recorded removal took.
    public internal(set) var erasedSections: UInt64 = 0
    /// Events that a recorded removal lists, but of which something listed is there, as it was
    /// sealed.
    ///
    /// They were brought back from an archive, or the removal was interrupted, and the next one or
    /// the next start finishes it. Neither is tampering: what is there leads to its leaf.
    public internal(set) var pendingRemovals: UInt64 = 0
    /// What is not as it was sealed, in ledger order; the first ones, if there are very many.
    public internal(set) var findings: [VerificationFinding] = []
    /// How many findings there are in all.
    public internal(set) var findingCount: UInt64 = 0
    /// How many findings are about what was sealed, rather than what is derived from it.
    ///
    /// While there are any, what is derived from the events is evidence, and must stay as it is.
    public internal(set) var alterationCount: UInt64 = 0
    /// How many of these are that something is not found.
    ///
    /// Where the index is wrong by which rows are found, they may be there all the same.
    public internal(set) var absenceCount: UInt64 = 0
    /// Whether the rows of all kinds were recomputed.
    public internal(set) var isWhole: Bool
    /// Whether anything from outside of the store, the key's memory or a checkpoint, told how far
    /// the ledger had come.
    ///
    /// Where nothing did, an older copy of the store would look the same.
    public let isAnchored: Bool

    init(_ head: LedgerHead, isWhole: Bool, isAnchored: Bool) {
        self.tenant = head.tenant
        self.size = head.size
        self.root = head.root
        self.isWhole = isWhole
        self.isAnchored = isAnchored
    }

    /// Whether all that speaks against the events is that some are not found, while an index is
    /// wrong: then that may be why.
    public var mayHideRows: Bool {
        self.alterationCount == self.absenceCount
            && self.findings.contains { finding in
                if case .wrongIndex = finding.what { true } else { false }
            }
    }

    /// Whether everything is as it was sealed.
    public var isIntact: Bool { self.findingCount == 0 }
}

/// How far a verification has come.
public struct VerificationProgress: Sendable, Hashable {
    /// How many events have been gone through.
    public let done: UInt64
    /// How many there are.
    public let total: UInt64
}

/// How a ledger is to be verified.
public struct VerificationOptions: Sendable {
    /// Checkpoints known from elsewhere, whose trees this one must continue.
    public var checkpoints: [Checkpoint] = []
    /// Only rows of these kinds are recomputed; empty for all.
    ///
    /// The tree is always checked whole.
    public var kinds: Set<Event.Kind> = []
    /// How many ranges are worked on at a time.
    public var workers = 4
    /// The most findings that a report holds.
    public var findingLimit = 1_000

    /// Verification of everything, by four workers.
    public init() {}
}
