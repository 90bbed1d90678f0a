public import MerkleLog

/// Which pruned events are to be brought back from an archive.
public struct RestorationRequest: Sendable {
    /// Whose ledger.
    public var tenant: TenantID
    /// Where the events are.
    public var archive: ArchiveReader
    /// The name of the archive, as the sealed record is to have it.
    public var name: String
    /// The keys by which the archive's checkpoint may be signed.
    public var keys: [NoteVerifier]
    /// Who ordered it; becomes the actor of the sealed record.
    public var actor: Event.Actor
    /// Whether events are only counted, and nothing is brought back or recorded.
    public var isDryRun = false
    /// Called with the bytes of the archive that have been gone through, from time to time.
    public var progress: (@Sendable (UInt64) -> Void)?

    /// A request for all events of `archive` that are not there any more.
    public init(
        tenant: TenantID,
        archive: ArchiveReader,
        name: String,
        keys: [NoteVerifier],
        actor: Event.Actor
    ) {
        self.tenant = tenant
        self.archive = archive
        self.name = name
        self.keys = keys
        self.actor = actor
    }
}

/// What a restoration did.
public struct RestorationResult: Sendable, Hashable {
    /// How many events it brought back, or would bring back.
    public var count = 0
    /// How many of these lack a section that was erased.
    public var incomplete = 0
    /// How many were there already.
    public var present = 0
    /// How many stay away because another event has come to have their id.
    public var conflicts = 0
    /// The sealed record; `nil` where there was nothing to bring back, and for a dry run.
    ///
    /// The last one, where a removal that came in between made it begin anew.
    public var record: Receipt?

    /// Nothing was done.
    public init() {}
}
