internal import Hummingbird
internal import Trail

/// A list of events: the timeline of all kinds, one of a kind, or a part of one.
struct EventListPage: DashboardPage {
    /// What the page shows.
    let list: EventList
    let path: String
    let need = PageNeed.reading
    let entry: NavigationEntry?
    /// The page's heading.
    let heading: String

    init(_ list: EventList, path: String? = nil, _ heading: String, _ entry: NavigationEntry?) {
        self.list = list
        self.path = path ?? list.path
        self.heading = heading
        self.entry = entry
    }

    func show(_ request: PageRequest) async throws -> Response {
        if let address = try request.tidyAddress() { return request.redirect(to: address) }
        let question = try ListQuestion(request, list: self.list)
        let found = try await EventsFound(question, in: request.site.backend.store)
        let events = EventsView(
            question,
            found,
            columns: EventColumn.of(self.list),
            caption: self.heading,
            in: request
        )
        let form = EventFilterForm(
            self.list,
            at: request.link(self.path),
            fields: question.fields,
            hiding: request.principal?.isSuperuser == true ? [] : ["tenant_id"],
            errors: question.errors
        )
        let view = EventListView(
            heading: self.heading,
            form: form,
            events: events,
            tools: EventListTools(self.list, question, in: request)
        )
        var response = request.page(view, title: self.heading, scripts: ["live.js"])
        if question.asked == nil { response.status = .badRequest }
        return response
    }
}

/// What a list page has found: a page of events, and how many there are.
struct EventsFound: Sendable {
    let page: EventPage
    let count: EventCount

    /// Nothing, where nothing is asked.
    init(_ question: ListQuestion, in store: any EventStore) async throws {
        guard let asked = question.asked else {
            self.page = EventPage(events: [], next: nil, previous: nil)
            self.count = EventCount(0)
            return
        }
        // A number that people read; the exact one is the API's to find.
        async let count = store.count(asked.query.countedBesidePage, limit: Self.mostCounted)
        let reader = ListReader(store: store, sort: asked.sort)
        if let number = asked.page {
            guard let page = try await reader.page(number, of: asked.query) else {
                throw Problem(.notFound, "The list has no such page.")
            }
            self.page = page
        } else {
            self.page = try await reader.page(
                asked.sort == nil ? Self.soon(asked.query) : asked.query
            )
        }
        self.count = try await count
    }

    /// How many events are counted at the most.
    private static let mostCounted = 1_000

    /// The query, so that a page begins to arrive soon: where no index leads to what is looked for,
    /// less is looked through at once than for the API, and the page says where to go on.
    private static func soon(_ query: EventQuery) -> EventQuery {
        var query = query
        query.scanBudget = min(query.scanBudget, 8_000)
        query.searchBudget = min(query.searchBudget, .milliseconds(20))
        return query
    }
}
