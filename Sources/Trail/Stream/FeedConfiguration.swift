/// The bounds of a live feed.
public struct FeedConfiguration: Sendable, Hashable {
    /// The most bytes of events that wait for one listener; one who is further behind is cut off.
    public var buffer = 4 * 1_048_576
    /// The most bytes of events of one ledger that are kept for listeners who come back.
    public var window = 16 * 1_048_576
    /// The most listeners at a time.
    public var listeners = 4_096
    /// The most listeners of one principal.
    public var listenersOfOne = 256
    /// After how long a listener for whom nothing came is told how far the feed is.
    public var heartbeat: Duration = .seconds(10)
    /// How often it is looked whether another process has written.
    public var poll: Duration = .seconds(1)
    /// How long the follower of a ledger rests after it has read, so that a flood of small
    /// commits is read in larger steps.
    public var rest: Duration = .milliseconds(5)
    /// How many listeners may read the store at a time.
    public var replays = 4

    /// The defaults.
    public init() {}
}
