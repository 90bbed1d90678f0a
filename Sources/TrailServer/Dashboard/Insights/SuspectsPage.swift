internal import Hummingbird
internal import Trail

/// Addresses from which many logins failed in a while.
struct SuspectsPage: DashboardPage {
    let path = "suspects"
    let need = PageNeed.reading
    let entry: NavigationEntry? = NavigationEntry(.insights, "Brute force", icon: "suspect")

    func show(_ request: PageRequest) async throws -> Response {
        if let address = try request.tidyAddress() { return request.redirect(to: address) }
        let reader = FigureReader(backend: request.site.backend)
        let suspects = try await reader.suspects(
            request.request,
            request.context,
            lookingAt: Self.mostLookedAt
        )
        let values = try QueryValues(request.request)
        let view = SuspectsView(suspects, values, request)
        return request.page(view, title: "Brute force")
    }

    /// How many failed logins a page looks at; a link leads to those before.
    private static let mostLookedAt = 10_000
}

/// What ``SuspectsPage`` shows.
struct SuspectsView: PageView {
    let formAction: String
    let threshold: String
    let minutes: String
    let dateFrom: String
    let dateTo: String
    /// From when on failed logins were looked at, where there are more; `nil` for all.
    let since: String?
    /// Where those before are looked at.
    let earlierLink: String
    let table: TableView

    init(_ suspects: Suspects, _ values: QueryValues, _ request: PageRequest) {
        self.formAction = request.link(request.page)
        self.threshold = values["threshold"] ?? "5"
        self.minutes = values["window_minutes"] ?? "60"
        self.dateFrom = values["date_from"].map { LocalTime.text(of: $0, isEnd: false) } ?? ""
        self.dateTo = values["date_to"].map { LocalTime.text(of: $0, isEnd: true) } ?? ""
        let tenant = values["tenant_id"].map { [("tenant_id", $0)] } ?? []
        let since = suspects.isPartial ? suspects.since : nil
        self.since = since.map { TimeText.seconds($0) }
        self.earlierLink = since.map { Self.earlier($0, values, request) } ?? ""
        self.table = TableView(
            "Suspicious addresses",
            [
                .init("Address"), .init("In one window", isNumber: true),
                .init("Failures in all", isNumber: true), .init("First"), .init("Last"),
                .init("Names tried"),
            ],
            suspects.entries.map { suspect in
                let failed = [("login_type", "failed"), ("remote_ip", suspect.address)]
                let names = suspect.usernames.prefix(6).joined(separator: ", ")
                return [
                    .code(suspect.address, link: request.link("login-events", failed + tenant)),
                    .number(suspect.attempts), .number(suspect.total), .time(suspect.first),
                    .time(suspect.last),
                    .text(names, more: suspect.usernames.count > 6 ? "and more" : nil),
                ]
            },
            empty: EmptyView(
                "No address stands out",
                "From none did so many logins fail in so short a time. Look further back, or take "
                    + "a lower number.",
                [
                    (
                        "The last week",
                        request.link(request.page, [("window_minutes", "10080")] + tenant)
                    )
                ]
            )
        )
    }

    /// The same question about the time before.
    private static func earlier(
        _ since: Timestamp,
        _ values: QueryValues,
        _ request: PageRequest
    ) -> String {
        let kept = ["threshold", "window_minutes", "date_from", "tenant_id"].compactMap { name in
            values[name].map { (name, $0) }
        }
        return request.link(request.page, kept + [("date_to", since.description)])
    }

    static let name = "suspects"
    static let template = """
        {{<layout}}{{$main}}
        <header class="page-head"><h1>Brute force</h1><p>Addresses from which at least \
        {{threshold}} logins failed within {{minutes}} minutes.</p></header>
        <form class="filters" method="get" action="{{formAction}}" aria-label="Filters">
        <div class="grid">
        <div><label for="threshold">Failures, at least</label><input id="threshold" \
        name="threshold" type="number" min="1" value="{{threshold}}"></div>
        <div><label for="minutes">Within minutes</label><input id="minutes" \
        name="window_minutes" type="number" min="1" value="{{minutes}}"></div>
        <div><label for="from">From (UTC)</label><input id="from" name="date_from" \
        type="datetime-local" step="1" value="{{dateFrom}}"></div>
        <div><label for="to">To (UTC)</label><input id="to" name="date_to" \
        type="datetime-local" step="1" value="{{dateTo}}"></div>
        </div><p class="actions"><button class="primary">Look</button>\
        <a class="button" href="{{formAction}}">Clear</a></p></form>
        {{#.since}}<p class="note warning">So many logins failed that only the newest are counted \
        here, those since {{.}}. <a href="{{earlierLink}}">Look at those before</a></p>{{/.since}}
        {{#table}}{{>table}}{{/table}}
        {{/main}}{{/layout}}
        """
}
