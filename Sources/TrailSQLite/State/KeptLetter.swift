public import Trail

/// A dead letter and where its store keeps it.
public struct KeptLetter: Sendable, Hashable {
    /// Its number: later letters have higher ones.
    ///
    /// The number of a letter that was removed may be given again.
    public let number: Int64
    /// The letter.
    public let letter: DeadLetter
}
