internal import Trail

extension EventQuery {
    /// The query, to be counted while a page waits for it.
    var countedBesidePage: Self {
        var query = self
        query.cursor = nil
        query.scanBudget = min(query.scanBudget, 2_000)
        query.searchBudget = min(query.searchBudget, .milliseconds(10))
        return query
    }
}
