internal import Trail

/// A page of events as a table, with the ways to the pages beside it.
struct EventsView: Sendable {
    let table: TableView
    let countText: String
    let nextLink: String?
    let previousLink: String?
    let hasPages: Bool

    /// The events that were found.
    init(
        _ question: ListQuestion,
        _ found: EventsFound,
        columns: [EventColumn],
        caption: String,
        in request: PageRequest
    ) {
        let cells = EventCells(request, tenant: question.tenant)
        var writer = EventJSONWriter()
        let rows = found.page.events.map { event in
            let flat = FlatEvent(event, &writer)
            return (
                id: event.header.id.description as String?,
                cells: columns.map { $0.cell(flat, cells) }
            )
        }
        let isFiltered = question.filters.contains { $0.0 != "ordering" && $0.0 != "tenant_id" }
        self.table = TableView(
            caption,
            columns.map { Self.column($0, question) },
            rows,
            empty: Self.empty(isFiltered: isFiltered, found.page, question, request)
        )
        self.countText = Self.text(found.count, shown: rows.count)
        self.nextLink = question.link(at: found.page.next)
        self.previousLink = question.link(at: found.page.previous)
        self.hasPages = !rows.isEmpty || self.nextLink != nil || self.previousLink != nil
    }

    /// The time can be sorted by either way; other orders are among the filters.
    private static func column(_ column: EventColumn, _ question: ListQuestion) -> TableView.Column
    {
        guard column.title == "Time" else {
            return TableView.Column(column.title, isNumber: column.isNumber)
        }
        let order = question.fields.first { $0.name == "ordering" }?.value ?? "-datetime"
        let isAscending = order == "datetime"
        let isByTime = isAscending || order == "-datetime"
        return TableView.Column(
            column.title,
            sortLink: question.link(
                setting: "ordering",
                to: isAscending ? "-datetime" : "datetime"
            ),
            sortOrder: isByTime ? (isAscending ? "ascending" : "descending") : nil
        )
    }

    private static func empty(
        isFiltered: Bool,
        _ page: EventPage,
        _ question: ListQuestion,
        _ request: PageRequest
    ) -> EmptyView {
        let all = request.link(request.page, question.tenant)
        guard question.asked != nil else {
            return EmptyView("Nothing was looked for", "Mend the filters that are marked above.")
        }
        if page.next != nil {
            return EmptyView(
                "None so far",
                "Much had to be looked through without a match; the search goes on further back.",
                [("Look further", question.link(at: page.next) ?? all)]
            )
        }
        guard isFiltered else {
            return EmptyView(
                "Nothing was recorded yet",
                "Events show here as soon as the first one arrives: sent to the API with a token, "
                    + "by trail.js from pages, or by the middleware of an app."
            )
        }
        return EmptyView(
            "No event matches",
            "Take a filter away, or choose a longer time.",
            [("Without filters", all)]
        )
    }

    private static func text(_ count: EventCount, shown: Int) -> String {
        let number = NumberText.grouped(Int64(count.count))
        let words = count.count == 1 && !count.isEstimate ? "event" : "events"
        let all = count.isEstimate ? "about \(number) \(words)" : "\(number) \(words)"
        return shown == 0 ? "" : "\(shown) shown of \(all)"
    }

    static let template = """
        {{#table}}{{>table}}{{/table}}
        {{#hasPages}}<nav class="pages" aria-label="Pages"><span class="count">{{countText}}</span>\
        {{#.previousLink}}<a class="button" rel="prev" href="{{.}}">Previous page</a>{{/.previousLink}}\
        {{#.nextLink}}<a class="button" rel="next" href="{{.}}">Next page</a>{{/.nextLink}}</nav>\
        {{/hasPages}}
        """
}
