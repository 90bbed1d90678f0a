public import Trail

extension SampleEvents {
    /// A question that some of the sample events answer.
    public mutating func query(tenant: TenantID = .default) -> EventQuery {
        var query = EventQuery(tenant: tenant)
        if self.chance(1, in: 2) {
            for _ in 0..<Int.random(in: 1...3, using: &self.generator) {
                query.kinds.insert(self.one(of: Event.Kind.allCases))
            }
        }
        if self.chance(1, in: 4) { query.from = self.moment() }
        if self.chance(1, in: 4) { query.to = self.moment() }
        for _ in 0..<Int.random(in: 0...2, using: &self.generator) {
            query.filters.append(self.filter())
        }
        query.order = self.one(of: [.newestFirst, .oldestFirst, .ledger, .ledgerReversed])
        query.limit = self.one(of: [1, 7, 50, 1_000])
        return query
    }

    /// A condition that some of the sample events meet.
    public mutating func filter() -> EventFilter {
        switch Int.random(in: 0..<12, using: &self.generator) {
        case 0: return EventFilter(.actorID, .equals(self.one(of: Self.people)))
        case 1: return EventFilter(.actorIsVerified, .flag(self.chance(1, in: 2)))
        case 2: return EventFilter(.ip, .equals(self.one(of: Self.addresses)))
        case 3: return EventFilter(.status, .numberIn([Int64(self.one(of: Self.statuses)), 204]))
        case 4: return EventFilter(.status, .numberBetween(400, 599))
        case 5: return EventFilter(.duration, .numberBetween(1_000_000, .max))
        case 6: return EventFilter(.path, .contains(self.one(of: ["ORDERS", "träger", "/"])))
        case 7: return EventFilter(.method, .oneOf([self.one(of: Self.methods), "PUT"]))
        case 8: return EventFilter(.targetID, .equals(self.one(of: Self.numbers)))
        case 9: return EventFilter(.username, .equals(self.one(of: Self.people)))
        case 10:
            return EventFilter(.outcome, .equals(self.one(of: Event.Outcome.allCases).rawValue))
        default: return EventFilter(.country, .equals(self.one(of: ["Austria", "Japan", "Peru"])))
        }
    }

    /// Words of which some sample events have all.
    ///
    /// - Throws: ``Trail/SearchTermsError`` never in practice.
    public mutating func search() throws(SearchTermsError) -> SearchTerms {
        let words = [
            "alice", "ZOE", "zo*", "orders", "\"orders 42\"", "/orders/42", "trager", "Träger",
            "firefox", "\"linux x86\"", "2001:db8::1", "192.0.2.1", "192.0.*", "a*", "delete",
            "invoice", "disk", "\"disk is full\"", "東京", "京", "wien", "Spieler", "get*",
            "nothing", "user*", "42", "page", "s1", "\"rather long path\"", "128.0", "4*",
        ]
        var terms: [String] = []
        for _ in 0..<Int.random(in: 1...2, using: &self.generator) {
            terms.append(self.one(of: words))
        }
        return try SearchTerms(terms.joined(separator: " "))
    }
}
