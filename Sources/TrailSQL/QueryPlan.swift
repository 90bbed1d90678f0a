package import Trail

/// How a query is answered: which index leads to its events, and what is left to check in each row.
///
/// The table of what serves which filter is in the README of TrailSQLite; `QueryPlanTests` hold it.
package struct QueryPlan: Sendable, Hashable {
    /// The index that leads.
    package let driver: QueryDriver
    /// Whether everything that the index leads to matches, within ``earliest`` … ``latest``.
    package let isCovering: Bool
    /// The sections that must be read to check a row.
    package let sections: Set<SectionName>
    /// The first time that matches, in microseconds.
    package let earliest: Int64
    /// The last time that matches, in microseconds.
    package let latest: Int64

    /// Whether an index finds single values of the query, rather than kinds or a class of events.
    package var isNarrow: Bool {
        switch self.driver {
        case .kinds, .problems, .slow: false
        case .actor, .ip, .target, .username: true
        }
    }

    /// Plans a query.
    package init(_ query: EventQuery) {
        let kinds = Event.Kind.allCases.filter { query.kinds.isEmpty || query.kinds.contains($0) }
        var best: (driver: QueryDriver, rank: Int, isExact: Bool) = (.kinds(kinds), 0, true)
        for filter in query.filters {
            guard let offer = QueryDriver.offered(by: filter, kinds: kinds) else { continue }
            if offer.rank > best.rank { best = offer }
        }
        self.driver = best.driver
        let leftOver = query.filters.count - (best.rank == 0 ? 0 : 1)
        self.isCovering =
            best.isExact && leftOver == 0 && query.search == nil
            && query.anyOf.isEmpty
            && best.driver.respects(kinds, isAll: query.kinds.isEmpty)
        if query.search != nil {
            self.sections = Set(SectionName.allCases)
        } else {
            let filters = query.filters + query.anyOf.joined()
            self.sections = self.isCovering ? [] : Set(filters.compactMap(\.field.section))
        }
        self.earliest = query.from?.microseconds ?? .min
        self.latest = query.to?.microseconds ?? .max
    }
}

extension QueryDriver {
    /// Whether all that the index leads to is of the wanted kinds.
    fileprivate func respects(_ kinds: [Event.Kind], isAll: Bool) -> Bool {
        switch self {
        case .kinds, .problems: true
        case .username: isAll || kinds.contains(.login)
        case .slow: isAll || kinds.contains(.request)
        case .actor, .ip, .target: isAll
        }
    }
}
