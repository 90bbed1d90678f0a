/// The three parts of an event that can be erased or withheld one by one.
public enum SectionName: String, Sendable, Hashable, CaseIterable {
    /// The actor and the credential.
    case who
    /// The client and the request.
    case `where`
    /// Targets, changes, detail and metadata.
    case what
}
