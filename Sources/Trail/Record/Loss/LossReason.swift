/// Why events never reached a ledger.
///
/// The raw value is sealed and never changes.
enum LossReason: String, Sendable, Hashable, CaseIterable {
    /// The process ended before it had written what it had taken in.
    case crashed
    /// There was no room in the buffer.
    case overloaded
    /// They were not valid, or no store can hold them and nothing else could put them aside.
    case invalid
    /// They came after the recorder had been shut down, or the store stayed away until its end.
    case closed
    /// The figures or the spool that an earlier process left cannot be read; nobody knows how
    /// many.
    case unreadable
}
