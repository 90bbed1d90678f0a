/// Asks for figures about events: how many there are of what, and what they have in common.
public struct FiguresRequest: Sendable, Hashable {
    /// How long a step of a series is, in UTC.
    public enum Interval: String, Sendable, Hashable, CaseIterable {
        /// From one full hour to the next.
        case hour
        /// From one midnight to the next.
        case day
    }

    /// What events have in common, to be ranked or counted.
    public enum List: Sendable, Hashable, CaseIterable {
        /// The verified actors with the most events.
        case users
        /// The paths that were requested most.
        case urls
        /// The pages that were visited most.
        case pages
        /// How many client addresses there are.
        case addresses
        /// The addresses with the most failed logins.
        case failures
        /// The endpoints with the most errors.
        case endpoints
    }

    /// Which events; its order, page and scan budget are without meaning here.
    public var query: EventQuery
    /// The step of the series; `nil` for none.
    public var interval: Interval?
    /// Whether events are to be counted; without it a store may leave out all counts and the series.
    public var isCounting = true
    /// The lists that are wanted.
    public var lists: Set<List>
    /// The most entries of a list.
    public var limit: Int
    /// How many events may be looked at one by one where nothing kept beside them answers.
    ///
    /// When they are used up, the figures that depend on it cover the newest events only, and say
    /// that they are estimates.
    public var rowBudget: Int

    /// Asks about the events that `query` is about.
    public init(
        _ query: EventQuery,
        interval: Interval? = nil,
        lists: Set<List> = [],
        limit: Int = 10
    ) {
        self.query = query
        self.interval = interval
        self.lists = lists
        self.limit = limit
        self.rowBudget = 100_000
    }
}
