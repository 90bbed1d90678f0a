internal import MerkleLog

/// What was found in one range of a ledger.
struct RangeResult: Sendable {
    /// A row that does not hash to its leaf.
    struct Mismatch: Sendable {
        let index: UInt64
        let id: EventID
        /// What the row hashes to.
        let computed: Hash
        /// What the tree has in its place.
        let expected: Hash
        /// Whether a recorded removal had taken the row that was here.
        let wasRemoved: Bool
    }

    /// A section that is gone without a removal known so far.
    struct MissingSection: Sendable {
        let index: UInt64
        let id: EventID
        let section: SectionName
    }

    /// The events that were gone through.
    let range: Range<UInt64>
    /// The roots of the full level-0 tiles of the range.
    var tileRoots: [Hash] = []
    /// The roots that full tiles would have by their rows, where these are all there but do not
    /// hash to the tile's leaves: one of the two was changed.
    var rowRoots: [UInt64: Hash] = [:]
    /// The leaves of the tile that is not full, at the end of the ledger.
    var tail: [Hash] = []
    var checked: UInt64 = 0
    var erasedSections: UInt64 = 0
    var prunedRows: UInt64 = 0
    var pendingRemovals: UInt64 = 0
    var mismatches: [Mismatch] = []
    /// Rows that are gone without a removal known so far.
    var missing: [Range<UInt64>] = []
    /// The leaves of the rows in ``missing``.
    var missingLeaves: [(leaf: Hash, index: UInt64)] = []
    var missingSections: [MissingSection] = []
    var findings: [VerificationFinding] = []
    /// The times of recording at the edges of the range.
    var firstRecordedAt: (time: Timestamp, index: UInt64, id: EventID)?
    var lastRecordedAt: Timestamp?

    init(_ range: Range<UInt64>) {
        self.range = range
    }
}
