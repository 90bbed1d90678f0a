extension Event {
    /// How an attempt ended.
    ///
    /// The raw value is sealed and never changes.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// It was done.
        case success
        /// It was refused: the actor may not.
        case denied
        /// It was attempted and did not succeed.
        case failure
    }
}
