/// Asks for the addresses from which logins failed conspicuously often within a while.
public struct SuspectsRequest: Sendable, Hashable {
    /// Which events; failed logins among them are looked at.
    ///
    /// Its order, page and scan budget are without meaning here.
    public var query: EventQuery
    /// How many logins must have failed.
    public var threshold: Int
    /// How long the while is, in microseconds: it slides over all that was asked for.
    public var windowMicroseconds: Int64
    /// The most addresses of an answer.
    public var limit: Int
    /// How many failed logins are looked at, the newest first.
    public var rowBudget: Int

    /// Asks about failed logins among the events that `query` is about: five within an hour.
    public init(_ query: EventQuery, threshold: Int = 5, window: Duration = .seconds(3_600)) {
        self.query = query
        self.threshold = threshold
        self.windowMicroseconds = max(
            0,
            Timestamp(microseconds: 0).advanced(by: window).microseconds
        )
        self.limit = 1_000
        self.rowBudget = 200_000
    }

    /// The query, narrowed to failed logins.
    package var narrowedQuery: EventQuery {
        var query = self.query
        query.kinds = [.login]
        query.filters += [
            EventFilter(.loginType, .numberIn([Int64(LoginDetail.LoginType.failed.rawValue)])),
            EventFilter(
                .outcome,
                .oneOf([Event.Outcome.denied.rawValue, Event.Outcome.failure.rawValue])
            ),
        ]
        return query
    }
}

/// An address from which logins failed conspicuously often.
public struct Suspect: Sendable, Hashable {
    /// The address.
    public var address: String
    /// The most logins that failed within one window.
    public var attempts: Int
    /// When the first of them failed.
    public var first: Timestamp
    /// When the last of them failed.
    public var last: Timestamp
    /// How many failed in all the time that was asked for.
    public var total: Int
    /// The names that were tried in that time, the one tried most first, twenty at the most.
    public var usernames: [String]
}

/// What a ``SuspectsRequest`` is answered with.
public struct Suspects: Sendable, Hashable {
    /// The addresses, the one with the most attempts first.
    public var entries: [Suspect]
    /// Whether more logins failed than were looked at: addresses may be missing, and counts too
    /// low.
    public var isPartial: Bool
    /// The time of the earliest failed login that was looked at, where there are more.
    public var since: Timestamp?

    /// Suspects.
    public init(entries: [Suspect], isPartial: Bool) {
        self.entries = entries
        self.isPartial = isPartial
    }
}
