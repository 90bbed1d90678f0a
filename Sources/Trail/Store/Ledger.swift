public import MerkleLog

/// The sealed sequences of all tenants in one transactional store.
///
/// A ledger seals what it appends: it holds a ``Sealer`` and calls it under its own lock, so that
/// several writers, also in several processes, extend one sequence without a gap.
/// `StoreConformance` in TrailTesting is the proof of an implementation.
public protocol Ledger: LedgerWriter {
    /// The tenants that have a ledger, by name.
    func tenants() async throws -> [TenantID]

    /// The head of a tenant's ledger as stored, unchecked; `nil` where there is none.
    func head(of tenant: TenantID) async throws -> LedgerHead?

    /// Hashes of a tenant's tree: a full tile, or the part of one that the given size has.
    ///
    /// - Throws: ``TrailError`` `notFound` for a tile beyond the tree.
    func tile(_ request: TileRequest) async throws -> Tile

    /// Rows in ledger order, exactly as stored, with what removal left of them; for verification,
    /// export and followers. Never holds a long read open.
    func entries(_ request: EntriesRequest) async throws -> EntriesResult

    /// Removes payload under a sealed record: whole rows (prune) or single sections (erase).
    ///
    /// The record, a `system` event of the same ledger that commits to the list of what goes, is
    /// durable before anything goes; an interrupted removal is finished by the next call or at
    /// the next start.
    func remove(_ request: RemovalRequest) async throws -> RemovalResult

    /// Brings pruned events back from an archive, each to its place in the ledger, under a sealed
    /// record.
    ///
    /// The archive is proven first, and each event against the leaf of its index; no leaf, head or
    /// other event changes. What was erased stays away. The record is durable before the first
    /// event is back. Whoever is interrupted asks again: what is there already is passed over.
    /// - Throws: ``ArchiveError`` for an archive that cannot be believed, ``TrailError``
    ///   `ledgerDamaged` for one whose events are not this ledger's; then nothing was brought back.
    func restore(_ request: RestorationRequest) async throws -> RestorationResult

    /// The removals that a tenant's ledger has recorded, oldest first.
    ///
    /// What a restoration did not find in its archive any more is listed as well.
    func removals(of tenant: TenantID) async throws -> [Removal]

    /// Compares what is kept beside a tenant's events, so that they are found and counted, with
    /// the events' rows; for verification.
    ///
    /// Never holds a long read open. Events may be appended and removed meanwhile.
    /// - Returns: What does not fit; nothing where nothing is kept.
    func checkFigures(of tenant: TenantID) async throws -> [VerificationFinding]

    /// How a tenant's ledger is kept, apart from what is in it; for verification, which asks it
    /// before it reads anything.
    func structure(of tenant: TenantID) async throws -> LedgerStructure
}

extension Ledger {
    /// Refuses: a store that cannot put events back in their places.
    ///
    /// - Throws: ``TrailError`` `invalidConfiguration`.
    public func restore(_ request: RestorationRequest) async throws -> RestorationResult {
        throw TrailError(
            .invalidConfiguration,
            "The store of \(request.tenant) cannot bring archived events back."
        )
    }

    /// Finds nothing: a store that keeps no figures beside its events has none that are wrong.
    public func checkFigures(of tenant: TenantID) async throws -> [VerificationFinding] { [] }

    /// Says nothing: a store without tables of its own has none that could be altered.
    public func structure(of tenant: TenantID) async throws -> LedgerStructure {
        LedgerStructure()
    }
}

/// Which tile is wanted.
public struct TileRequest: Sendable, Hashable {
    /// Whose tree.
    public var tenant: TenantID
    /// The level, 0 for leaves.
    public var level: Int
    /// The place of the tile in its level.
    public var index: UInt64
    /// The size of the tree it is read for; decides how wide the last tile is.
    public var treeSize: UInt64

    /// A request for one tile.
    public init(tenant: TenantID, level: Int, index: UInt64, treeSize: UInt64) {
        self.tenant = tenant
        self.level = level
        self.index = index
        self.treeSize = treeSize
    }
}
