import Testing
import Trail
import TrailSQL

@Suite struct QueryPlanTests {
    private func plan(_ filters: [EventFilter], kinds: Set<Event.Kind> = []) -> QueryPlan {
        QueryPlan(EventQuery(tenant: .default, kinds: kinds, filters: filters))
    }

    @Test func `goes by kind and time where nothing else narrows`() {
        #expect(self.plan([]).driver == .kinds(Event.Kind.allCases))
        #expect(self.plan([]).isCovering)
        let logins = self.plan([], kinds: [.login, .page])
        #expect(logins.driver == .kinds([.page, .login]))
        #expect(logins.isCovering)
        let pages = self.plan([EventFilter(.path, .contains("x"))], kinds: [.page])
        #expect(pages.driver == .kinds([.page]))
        #expect(!pages.isCovering)
        #expect(pages.sections == [.what])
    }

    @Test(arguments: [
        (EventField.actorID, QueryDriver.actor(["a"])), (.ip, .ip(["a"])),
        (.targetID, .target(["a"])), (.username, .username(["a"])),
    ])
    func `goes by a value that has an index`(field: EventField, driver: QueryDriver) {
        let plan = self.plan([EventFilter(field, .equals("a"))])
        #expect(plan.driver == driver)
        #expect(plan.isCovering)
        #expect(plan.sections.isEmpty)
        let narrowed = self.plan(
            [EventFilter(field, .equals("a")), EventFilter(.method, .equals("GET"))]
        )
        #expect(narrowed.driver == driver)
        #expect(!narrowed.isCovering)
    }

    @Test func `checks the kind in the rows where an index does not know it`() {
        let filter = EventFilter(.actorID, .equals("a"))
        #expect(!self.plan([filter], kinds: [.login]).isCovering)
        let username = EventFilter(.username, .equals("a"))
        #expect(self.plan([username], kinds: [.login]).isCovering)
        #expect(!self.plan([username], kinds: [.page]).isCovering)
    }

    @Test func `prefers the index that narrows most`() {
        let filters = [
            EventFilter(.outcome, .equals("failure")),
            EventFilter(.duration, .numberBetween(1_000_000, .max)),
            EventFilter(.ip, .equals("192.0.2.1")), EventFilter(.actorID, .equals("a")),
            EventFilter(.targetID, .equals("7")), EventFilter(.username, .equals("u")),
        ]
        let drivers: [QueryDriver] = [
            .problems(Event.Kind.allCases), .slow, .ip(["192.0.2.1"]), .actor(["a"]),
            .target(["7"]), .username(["u"]),
        ]
        for count in 1...filters.count {
            #expect(self.plan(Array(filters.prefix(count))).driver == drivers[count - 1])
            #expect(
                self.plan(Array(filters.prefix(count).reversed())).driver == drivers[count - 1]
            )
        }
    }

    @Test func `knows problems by outcome and by status`() {
        let all = Event.Kind.allCases
        func driver(_ field: EventField, _ test: EventFilter.Test) -> QueryDriver {
            self.plan([EventFilter(field, test)]).driver
        }
        #expect(driver(.outcome, .equals("denied")) == .problems(all))
        #expect(driver(.outcome, .oneOf(["denied", "failure"])) == .problems(all))
        #expect(driver(.status, .numberIn([404, 500])) == .problems(all))
        #expect(driver(.status, .numberBetween(400, 499)) == .problems(all))
        #expect(driver(.outcome, .equals("success")) == .kinds(all))
        #expect(driver(.outcome, .oneOf(["denied", "success"])) == .kinds(all))
        #expect(driver(.status, .numberIn([200, 500])) == .kinds(all))
        #expect(driver(.status, .numberBetween(399, 499)) == .kinds(all))
        #expect(!self.plan([EventFilter(.outcome, .equals("denied"))]).isCovering)
    }

    @Test func `takes the index of slow exchanges for its threshold only`() {
        func plan(_ least: Int64, _ most: Int64) -> QueryPlan {
            self.plan([EventFilter(.duration, .numberBetween(least, most))])
        }
        #expect(plan(1_000_000, .max).driver == .slow)
        #expect(plan(1_000_000, .max).isCovering)
        #expect(plan(2_000_000, .max).driver == .slow)
        #expect(!plan(2_000_000, .max).isCovering)
        #expect(!plan(1_000_000, 2_000_000).isCovering)
        #expect(plan(999_999, .max).driver == .kinds(Event.Kind.allCases))
    }

    @Test func `makes one arm of each of several values`() {
        let plan = self.plan([EventFilter(.actorID, .oneOf(["b", "a", "b"]))])
        #expect(plan.driver == .actor(["a", "b"]))
        #expect(plan.isCovering)
        let many = (0..<9).map(String.init)
        let wide = self.plan([EventFilter(.actorID, .oneOf(many))])
        #expect(wide.driver == .kinds(Event.Kind.allCases))
        #expect(self.plan([EventFilter(.actorID, .oneOf([]))]).driver.armCount > 0)
    }

    @Test func `takes values apart that differ in bytes only`() {
        let plan = self.plan([EventFilter(.actorID, .oneOf(["\u{E9}", "e\u{301}"]))])
        #expect(plan.driver.armCount == 2)
    }

    @Test func `keeps to the window of the query`() {
        var query = EventQuery(tenant: .default)
        query.from = Timestamp(microseconds: 5)
        query.to = Timestamp(microseconds: 9)
        let plan = QueryPlan(query)
        #expect(plan.earliest == 5)
        #expect(plan.latest == 9)
    }
}
