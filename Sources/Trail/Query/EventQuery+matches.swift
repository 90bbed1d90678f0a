extension EventQuery {
    /// Whether `event` is one that the query asks for: tenant, kinds, times, every filter and
    /// every word.
    ///
    /// Order, page and cursor are no part of it. Whoever follows live events and whoever scans
    /// rows decide with this, so both agree with what is listed.
    public func matches(_ event: SealedEvent) -> Bool {
        guard event.header.tenant == self.tenant else { return false }
        guard self.kinds.isEmpty || self.kinds.contains(event.header.kind) else { return false }
        if self.from != nil || self.to != nil {
            let time = event.time
            if let from = self.from, time < from { return false }
            if let to = self.to, time > to { return false }
        }
        guard self.filters.allSatisfy({ $0.matches(event) }) else { return false }
        let isOneOf = self.anyOf.contains { group in group.allSatisfy { $0.matches(event) } }
        guard self.anyOf.isEmpty || isOneOf else { return false }
        return self.search?.matches(event) ?? true
    }
}
