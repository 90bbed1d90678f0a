/// What a client asks of a list: the query, and which page of it.
public struct EventListRequest: Sendable, Hashable {
    /// The query.
    ///
    /// Its tenant is the one that the client named, if it named one: whether the client may see
    /// that tenant is for the caller to decide.
    public var query: EventQuery
    /// The number of the page, from 1, where the client gave one instead of a cursor.
    public var page: Int?

    /// Reads the parameters of a list.
    ///
    /// - Parameters:
    ///   - parameters: Names and values in the order sent, percent-decoded.
    ///   - kind: The kind whose list it is; `nil` for the timeline of all kinds.
    ///   - tenant: Whose events, unless a parameter says otherwise.
    ///   - now: The time from which `last_hours` counts back.
    /// - Throws: ``ParameterErrors`` with everything that is wrong: an unknown parameter is never
    ///   ignored, for whoever mistypes a filter would take all events for the ones that match.
    public init(
        parameters: [(name: String, value: String)],
        kind: Event.Kind?,
        tenant: TenantID,
        now: Timestamp
    ) throws(ParameterErrors) {
        var reader = ParameterReader(kind: kind, tenant: tenant, now: now)
        for (name, value) in parameters {
            reader.read(name, value)
        }
        self = try reader.request()
    }

    init(query: EventQuery, page: Int?) {
        self.query = query
        self.page = page
    }
}
