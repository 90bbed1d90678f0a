public import Trail

/// How a ``ChangeDrainer`` works.
public struct ChangeDrainConfiguration: Sendable, Hashable {
    /// The most changes that are recorded, and taken out of the outbox, at once; 1 or more.
    public var batch = 1_000
    /// How long a change made by another process may wait before it is noticed.
    ///
    /// Commits of this process are noticed at once.
    public var interval: Duration = .milliseconds(100)
    /// Values of more bytes are told by their size and SHA-256.
    public var valueLimit = 65_536
    /// The pauses while the recorder or the database is away.
    public var retry = Backoff(first: .milliseconds(50), last: .seconds(5))

    /// The defaults.
    public init() {}
}
