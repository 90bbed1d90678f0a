/// Events that match a query, and where the next and previous pages begin.
public struct EventPage: Sendable {
    /// The events in the order of the query.
    public let events: [SealedEvent]
    /// Where the next page begins; `nil` at the end.
    public let next: EventCursor?
    /// Where the page before this one begins; `nil` at the start.
    public let previous: EventCursor?

    /// A page.
    public init(events: [SealedEvent], next: EventCursor?, previous: EventCursor?) {
        self.events = events
        self.next = next
        self.previous = previous
    }
}

/// How many events match.
public struct EventCount: Sendable, Hashable {
    /// The number.
    public let count: Int
    /// Whether the number is an estimate.
    public let isEstimate: Bool

    /// A count.
    public init(_ count: Int, isEstimate: Bool = false) {
        self.count = count
        self.isEstimate = isEstimate
    }
}
