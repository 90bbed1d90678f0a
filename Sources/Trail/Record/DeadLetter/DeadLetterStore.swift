/// Keeps events that a ledger refuses, so that they are neither lost nor in the way of others.
public protocol DeadLetterStore: Sendable {
    /// Puts a letter aside. After this returns it survives a crash, where the store is on disk.
    ///
    /// May be called again with the same event after a failure.
    func add(_ letter: DeadLetter) async throws

    /// The newest letters, newest first, at most `limit`.
    func letters(limit: Int) async throws -> [DeadLetter]
}
