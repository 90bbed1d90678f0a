internal import Trail

/// Which events a filtered list shows, said so that it still holds when the list is closed: by the
/// filters of a legal hold or of an erasure.
struct StandingList: Sendable {
    /// The filters.
    let filters: [String: String]
    private let shown: EventQuery

    /// What `question` asks of `list`; `nil` where it shows all events, or cannot be said so.
    init?(_ list: EventList, _ question: ListQuestion) {
        guard let asked = question.asked else { return nil }
        self.shown = asked.query
        var filters: [String: String] = [:]
        for (name, value) in question.filters where !ErasureSubject.refusedFilters.contains(name) {
            // In the lines of a form a space at the beginning is lost, and a line ends a filter.
            guard filters.updateValue(value, forKey: name) == nil, value.first != " ",
                !value.contains(where: \.isNewline)
            else { return nil }
        }
        // What counts from now is told by the time that it means now.
        if question.filters.contains(where: { $0.0 == "last_hours" }), let from = asked.query.from {
            filters["date_from"] = from.description
        }
        guard !filters.isEmpty else { return nil }
        if list.kinds.count == 1, let kind = list.kinds.first { filters["kind"] = kind.rawValue }
        self.filters = filters
    }

    /// Whether a legal hold by these filters covers what the list shows, and nothing else.
    var canBeHeld: Bool {
        self.isShown { () throws(ParameterErrors) in
            try LegalHold.query(self.filters, tenant: self.shown.tenant)
        }
    }

    /// Whether an erasure by these filters reaches what the list shows, and nothing else.
    var canBeErased: Bool {
        self.isShown { () throws(ParameterErrors) in
            try ErasureSubject.filters(self.filters).query(tenant: self.shown.tenant)
        }
    }

    /// Filters may mean another thing on the timeline than on the list of a kind, and who sees only
    /// some events would act on others as well: then they do not stand for the list.
    private func isShown(_ query: () throws(ParameterErrors) -> EventQuery) -> Bool {
        guard let query = try? query() else { return false }
        return query.kinds == self.shown.kinds && query.from == self.shown.from
            && query.to == self.shown.to && Set(query.filters) == Set(self.shown.filters)
            && query.anyOf == self.shown.anyOf && query.search == self.shown.search
    }
}
