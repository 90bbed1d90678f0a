public import MerkleLog

/// The first line of an archive: whose events they are, and the checkpoint that covers them.
public struct ArchiveHeader: Sendable, Equatable {
    /// The version of the form, as the line says it.
    static let version = "trail/v1/archive"

    /// Whose events.
    public let tenant: TenantID
    /// The signed head of the ledger, of which all events of the archive are leaves.
    public let note: SignedNote
    /// When the archive was made.
    public let createdAt: Timestamp
    /// Why the events were about to go.
    public let reason: String

    /// The checkpoint that was signed.
    ///
    /// - Throws: ``MerkleLog/CheckpointError`` where the note holds none.
    public func checkpoint() throws(CheckpointError) -> Checkpoint {
        try Checkpoint(text: self.note.text)
    }

    /// The line.
    var line: [UInt8] {
        CanonicalJSON([
            "archive": .string(Self.version),
            "checkpoint": .string(self.note.description),
            "created_at": .string(self.createdAt.description),
            "reason": .string(self.reason),
            "tenant": .string(self.tenant.name),
        ]).bytes
    }
}

extension ArchiveHeader {
    /// Reads the line.
    ///
    /// - Throws: ``ArchiveError`` `damaged` for anything else.
    init(line: [UInt8]) throws(ArchiveError) {
        guard case .object(let members)? = try? CanonicalJSON(parsing: line).value,
            members["archive"] == .string(Self.version),
            case .string(let note)? = members["checkpoint"],
            case .string(let time)? = members["created_at"],
            case .string(let reason)? = members["reason"],
            case .string(let tenant)? = members["tenant"],
            let note = try? SignedNote(note),
            let time = Timestamp(time),
            let tenant = try? TenantID(tenant)
        else { throw .damaged("it does not begin as an archive does") }
        self.init(tenant: tenant, note: note, createdAt: time, reason: reason)
    }
}
