public import MerkleLog

/// Keeps copies of events that are about to be removed.
public protocol RemovalArchive: Sendable {
    /// Copies every event of a list.
    ///
    /// When this returns, the copy is complete, verified against the tree and on disk.
    /// - Throws: Where it cannot be made; then nothing may be removed. What the ledger throws,
    ///   and ``TrailError`` `ledgerDamaged` for an event that is not what was sealed.
    func keep(_ request: ArchiveRequest) async throws -> ArchiveReceipt

    /// Deletes a copy of which nothing was removed: things had changed while it was made, and
    /// another one is made instead.
    func discard(_ copy: ArchiveReceipt) async
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
