/// Why a file is no archive, or not one that can be believed.
public enum ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file cannot be opened or read, as the text says.
    case unreadable(String)
    /// It is not what ``ArchiveWriter`` writes, or breaks off, as the text says.
    case damaged(String)
    /// The events do not lead to the root of its checkpoint: one of them was changed, or put in, or
    /// taken out.
    case altered
    /// Its checkpoint is not signed by a known key.
    case badSignature

    /// A sentence without payload.
    public var description: String {
        switch self {
        case .unreadable(let reason): "The archive cannot be read: \(reason)."
        case .damaged(let reason): "The archive is damaged: \(reason)."
        case .altered: "The archive was altered: its events are not those of its checkpoint."
        case .badSignature: "The archive's checkpoint is not signed by a known key."
        }
    }
}
