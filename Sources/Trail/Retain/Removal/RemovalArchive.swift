public import MerkleLog

/// Keeps copies of events that are about to be removed.
public protocol RemovalArchive: Sendable {
    /// Copies every event of a list.
    ///
    /// When this returns, the copy is complete, verified against the tree and on disk.
    /// - Throws: Where it cannot be made; then nothing may be removed. What the ledger throws,
    ///   and ``TrailError`` `ledgerDamaged` for an event that is not what was sealed.
    func keep(_ request: ArchiveRequest) async throws -> ArchiveReceipt

    /// Hears what became of the removal for which a copy was made.
    ///
    /// Called once for each copy, unless the process dies.
    func settle(_ copy: ArchiveReceipt, as fate: ArchiveFate) async

    /// Removes what is left of copies of a tenant's events that were begun by a process that has
    /// died, or whose fate is unknown.
    ///
    /// A copy that a sealed record names stays.
    func removeLeftovers(of tenant: TenantID) async throws
}

/// What became of the removal for which a copy was made.
public enum ArchiveFate: Sendable, Hashable {
    /// Its sealed record names the copy.
    case recorded
    /// Nothing was removed: things had changed while the copy was made, and another is made instead.
    case unneeded
    /// It failed, and its record may be there or not.
    case unknown
}

/// What is to be copied.
public struct ArchiveRequest: Sendable {
    /// Whose ledger.
    public var tenant: TenantID
    /// Which events of it.
    public var list: RemovalList
    /// Why they are about to go.
    public var reason: String

    /// A request for a copy.
    public init(tenant: TenantID, list: RemovalList, reason: String) {
        self.tenant = tenant
        self.list = list
        self.reason = reason
    }
}

/// The copy that was made; the sealed record of the removal names it.
public struct ArchiveReceipt: Sendable, Hashable {
    /// The name under which it is found.
    public let name: String
    /// The SHA-256 of the whole of it.
    public let hash: Hash

    /// A copy.
    public init(name: String, hash: Hash) {
        self.name = name
        self.hash = hash
    }
}
