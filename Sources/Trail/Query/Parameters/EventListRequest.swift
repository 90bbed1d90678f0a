/// What a client asks of a list: the query, and which page of it.
public struct EventListRequest: Sendable, Hashable {
    /// The query.
    ///
    /// Its tenant is the one that the client named, if it named one: whether the client may see
    /// that tenant is for the caller to decide.
    public var query: EventQuery
    /// The number of the page, from 1, where the client gave one instead of a cursor.
    public var page: Int?
    /// The field by whose value the events are to be sorted; `nil` for the order of the query.
    ///
    /// No store sorts: whoever answers reads what matches, within bounds, and sorts it.
    public let sort: EventSort?
    /// The fingerprint of the question: parameters, list and tenant, but for which page of it.
    let question: UInt64
    /// From when `last_hours` counts back; `nil` where it was not asked for.
    let askedAt: Timestamp?

    /// Reads the parameters of a list.
    ///
    /// - Parameters:
    ///   - parameters: Names and values in the order sent, percent-decoded.
    ///   - kind: The kind whose list it is; `nil` for the timeline of all kinds.
    ///   - list: What tells this list from others of the kind, so that none takes the cursors of
    ///     another.
    ///   - tenant: Whose events, unless a parameter says otherwise.
    ///   - now: The time from which `last_hours` counts back, unless a cursor says otherwise.
    /// - Throws: ``ParameterErrors`` with everything that is wrong: an unknown parameter is never
    ///   ignored, for whoever mistypes a filter would take all events for the ones that match.
    public init(
        parameters: [(name: String, value: String)],
        kind: Event.Kind?,
        list: String = "",
        tenant: TenantID,
        now: Timestamp
    ) throws(ParameterErrors) {
        var reader = ParameterReader(kind: kind, list: list, tenant: tenant, now: now)
        for (name, value) in parameters {
            reader.read(name, value)
        }
        self = try reader.request()
    }

    init(
        query: EventQuery,
        page: Int?,
        sort: EventSort?,
        question: UInt64,
        askedAt: Timestamp?
    ) {
        self.query = query
        self.page = page
        self.sort = sort
        self.question = question
        self.askedAt = askedAt
    }

    /// The cursor by which the same question goes on at `place`.
    public func cursor(at place: EventCursor) -> ListCursor {
        ListCursor(place: place, question: self.question, askedAt: self.askedAt)
    }
}
