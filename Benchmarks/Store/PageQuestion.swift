import Trail

/// A question whose pages are timed, with other values each time.
struct PageQuestion {
    let name: String
    let query: () -> EventQuery

    /// The questions that lists ask most, of a store that holds `held` events.
    static func all(held: Int) -> [PageQuestion] {
        [
            PageQuestion(name: "timeline") { EventQuery(tenant: .default) },
            PageQuestion(name: "logins") { EventQuery(tenant: .default, kinds: [.login]) },
            .filtered("actor") { [.init(.actorID, .equals(self.number(50_000)))] },
            .filtered("absent actor") { [.init(.actorID, .equals("x" + self.number(9)))] },
            .filtered("address") {
                [.init(.ip, .equals("80.\(self.number(80)).\(self.number(256)).7"))]
            },
            .filtered("target") { [.init(.targetID, .equals(self.number(1_000_000)))] },
            .filtered("status 500") { [.init(.status, .numberIn([500]))] },
            .filtered("slow") { [.init(.duration, .numberBetween(1_000_000, .max))] },
            .filtered("actor and method") {
                [
                    .init(.actorID, .equals(self.number(50_000))),
                    .init(.method, .equals("GET")),
                ]
            },
            PageQuestion(name: "somewhere in the timeline") { self.before(held) },
            PageQuestion(name: "oldest first") {
                EventQuery(tenant: .default, order: .oldestFirst)
            },
            PageQuestion(name: "ledger order, logins") {
                EventQuery(tenant: .default, kinds: [.login], order: .ledger)
            },
        ]
    }

    private static func filtered(
        _ name: String,
        _ filters: @escaping () -> [EventFilter]
    ) -> PageQuestion {
        PageQuestion(name: name) { EventQuery(tenant: .default, filters: filters()) }
    }

    private static func before(_ held: Int) -> EventQuery {
        var query = EventQuery(tenant: .default)
        let age = Int64.random(in: 0..<Int64(held) * 15_000)
        query.to = Timestamp(microseconds: Timestamp.now().microseconds - age)
        return query
    }

    private static func number(_ end: Int) -> String { String(Int.random(in: 0..<end)) }
}
