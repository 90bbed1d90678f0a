public import MerkleLog

/// Where a ledger stands: its size, its tree, and the signature over both.
public struct LedgerHead: Sendable {
    /// Whose ledger.
    public let tenant: TenantID
    /// When the last event was recorded; the next one is not earlier.
    public let recordedAt: Timestamp
    /// The roots of the complete subtrees.
    public let frontier: TreeFrontier
    /// The leaves of the last level-0 tile while it is not full: size mod 256 of them.
    public let tail: [Hash]
    /// The signed note of the checkpoint; `nil` only for an empty ledger that was never written.
    public let note: SignedNote?
    // Spares the next batch the restoring of the tree; says nothing that is not said above.
    private let builder: TileBuilder?

    /// A head with its parts, as a store has them.
    ///
    /// Whether they fit is not checked.
    public init(
        tenant: TenantID,
        recordedAt: Timestamp,
        frontier: TreeFrontier,
        tail: [Hash],
        note: SignedNote?
    ) {
        self.tenant = tenant
        self.recordedAt = recordedAt
        self.frontier = frontier
        self.tail = tail
        self.note = note
        self.builder = nil
    }

    /// A head over a tree at hand.
    init(tenant: TenantID, recordedAt: Timestamp, tree: TileBuilder, note: SignedNote?) {
        self.tenant = tenant
        self.recordedAt = recordedAt
        self.frontier = tree.frontier
        self.tail = tree.tail
        self.note = note
        self.builder = tree
    }

    /// The head of a ledger that holds nothing.
    public static func empty(_ tenant: TenantID) -> Self {
        Self(
            tenant: tenant,
            recordedAt: Timestamp(microseconds: .min),
            tree: TileBuilder(),
            note: nil
        )
    }

    /// How many events the ledger has taken in.
    public var size: UInt64 { self.frontier.size }
    /// The root of the tree over them.
    public var root: Hash { self.frontier.root }

    /// The tree, ready to be appended to.
    ///
    /// - Throws: ``TrailError`` `ledgerDamaged` if tail and frontier do not fit each other.
    func tree() throws(TrailError) -> TileBuilder {
        if let builder = self.builder { return builder }
        do {
            return try TileBuilder(frontier: self.frontier, tail: self.tail)
        } catch {
            throw TrailError(
                .ledgerDamaged,
                "The last \(self.tail.count) leaves of the ledger of \(self.tenant) do not fit its "
                    + "head.",
                cause: error
            )
        }
    }
}

extension LedgerHead: Equatable {
    /// Whether two heads say the same.
    public static func == (one: Self, other: Self) -> Bool {
        one.tenant == other.tenant && one.recordedAt == other.recordedAt
            && one.frontier == other.frontier && one.tail == other.tail && one.note == other.note
    }
}
