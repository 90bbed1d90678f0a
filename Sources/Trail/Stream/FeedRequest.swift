/// What a listener wants of a live feed.
public struct FeedRequest: Sendable, Hashable {
    /// The question; its order, page and place count for nothing.
    public var query: EventQuery
    /// Behind which place it begins; `nil` for what comes from now on.
    public var cursor: FeedCursor?
    /// Whether it goes on when all that was there has been handed over.
    public var follows: Bool

    /// A request for the events that answer `query`.
    public init(_ query: EventQuery, after cursor: FeedCursor? = nil, follows: Bool = true) {
        self.query = query
        self.cursor = cursor
        self.follows = follows
    }
}
