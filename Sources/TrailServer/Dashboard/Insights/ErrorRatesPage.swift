internal import Hummingbird
internal import Trail

/// The endpoints with the most errors.
struct ErrorRatesPage: DashboardPage {
    let path = "error-rates"
    let need = PageNeed.reading
    let entry: NavigationEntry? = NavigationEntry(.insights, "Error rates", icon: "rate")

    func show(_ request: PageRequest) async throws -> Response {
        let reader = FigureReader(backend: request.site.backend)
        let (window, endpoints) = try await reader.errorRates(request.request, request.context)
        let view = ErrorRatesView(
            endpoints,
            tabs: try WindowTabs(request),
            links: try FigureLinks(request, window)
        )
        return request.page(view, title: "Error rates")
    }
}

/// What ``ErrorRatesPage`` shows.
struct ErrorRatesView: PageView {
    let tabs: WindowTabs
    let isEstimate: Bool
    let table: TableView

    init(_ endpoints: Figures.Ranking<Figures.Endpoint>, tabs: WindowTabs, links: FigureLinks) {
        self.tabs = tabs
        self.isEstimate = endpoints.isEstimate
        self.table = TableView(
            "Endpoints with errors",
            [
                .init("Path"), .init("Requests", isNumber: true), .init("4xx", isNumber: true),
                .init("5xx", isNumber: true), .init("Rate", isNumber: true),
                .init("Most frequent error", isNumber: true),
            ],
            endpoints.entries.map { Self.row($0, links) },
            empty: EmptyView(
                "No request was recorded in this time",
                "Choose a longer window. Requests are recorded by the middleware of an app.",
                [("A year", links.page("error-rates", ("hours", "8760")))]
            )
        )
    }

    private static func row(
        _ endpoint: Figures.Endpoint,
        _ links: FigureLinks
    ) -> [TableView.Cell] {
        let url = ("url", endpoint.path)
        let (client, server) = (endpoint.errors(in: 400...499), endpoint.errors(in: 500...Int.max))
        let least = ("response_status__gte", "500")
        // A route is no path that a list could be asked for.
        let isPath = !endpoint.path.contains("{")
        return [
            .code(endpoint.path, link: isPath ? links.list("request-events", url) : nil),
            .number(endpoint.total), .number(client),
            .number(
                server,
                link: server > 0 && isPath ? links.list("request-events", url, least) : nil
            ),
            .quantity(NumberText.percentage(client + server, of: endpoint.total)),
            .quantity(endpoint.mostFrequentError.map { "\($0.status)" }),
        ]
    }

    static let name = "error-rates"
    static let template = """
        {{<layout}}{{$main}}
        <header class="page-head"><h1>Error rates</h1>\
        <p>The endpoints with the most errors, most of them first.</p></header>
        {{#tabs}}{{>tabs}}{{/tabs}}
        {{#isEstimate}}<p class="note warning">There were more requests than are looked at at once: \
        the numbers are estimates. Choose a shorter time.</p>{{/isEstimate}}
        {{#table}}{{>table}}{{/table}}
        {{/main}}{{/layout}}
        """
}
