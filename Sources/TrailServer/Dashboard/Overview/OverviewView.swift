internal import Trail

/// What ``OverviewPage`` shows.
struct OverviewView: PageView {
    struct Figure: Sendable {
        let figureTitle: String
        let figureText: String
        let figureMore: String?
        let figureLink: String
    }

    let tabs: WindowTabs
    let span: String
    let isEstimate: Bool
    let isEmpty: Bool
    let nothing: EmptyView
    let figures: [Figure]
    let chart: BarChart
    let tables: [TableView]

    init(window: FigureWindow, figures: Figures, tabs: WindowTabs, links: FigureLinks) {
        self.tabs = tabs
        let end = window.to.map { TimeText.seconds($0) } ?? "now"
        self.span = "\(TimeText.seconds(window.from)) to \(end)"
        self.isEstimate = figures.isPartial
        self.isEmpty = figures.counts.total == 0
        self.nothing = EmptyView(
            "Nothing was recorded in this time",
            "Look further back, or send the first events: to the API's events/ with a token, or "
                + "from pages by trail.js. The command trail demo fills a log to look around in.",
            [
                ("The last year", links.page("", ("hours", "8760"))),
                ("All events", links.page("events")),
            ]
        )
        self.figures = Self.figures(figures, links)
        self.chart = Self.chart(window, figures, links)
        self.tables = Self.tables(figures, links)
    }

    private static func figures(_ figures: Figures, _ links: FigureLinks) -> [Figure] {
        let counts = figures.counts
        let requests = counts.count(of: .request)
        let addresses = NumberText.grouped(Int64(figures.addresses.count))
        let denied = links.list("events", ("outcome", "denied"))
        func figure(_ title: String, _ count: Int64, _ link: String, _ more: String? = nil)
            -> Figure
        {
            Figure(
                figureTitle: title,
                figureText: NumberText.grouped(count),
                figureMore: more,
                figureLink: link
            )
        }
        return [
            figure("Events", counts.total, links.list("events")),
            figure("Requests", requests, links.list("request-events")),
            figure(
                "Errors (4xx, 5xx)",
                counts.errors,
                links.list("request-events", ("response_status__gte", "400")),
                NumberText.percentage(counts.errors, of: requests) + " of requests"
            ),
            figure(
                "Failed logins",
                counts.failedLogins,
                links.list("login-events", ("login_type", "failed"))
            ),
            figure("Denied", counts.count(of: .denied), denied),
            Figure(
                figureTitle: "Unique addresses",
                figureText: (figures.addresses.isEstimate ? "≈ " : "") + addresses,
                figureMore: nil,
                figureLink: links.list("events")
            ),
        ]
    }

    private static func chart(
        _ window: FigureWindow,
        _ figures: Figures,
        _ links: FigureLinks
    ) -> BarChart {
        let steps = window.series(figures.steps).map { step in
            BarChart.Step(
                label: window.interval == .hour
                    ? String(TimeText.seconds(step.start).prefix(16))
                    : String(TimeText.seconds(step.start).prefix(10)),
                total: step.counts.total,
                part: step.counts.errors + step.counts.failedLogins,
                link: links.list("events", of: step.start, window.interval)
            )
        }
        let most = steps.max { $0.total < $1.total }
        let summary = most.map {
            "Most events, \(NumberText.grouped($0.total)), were recorded at \($0.label)."
        }
        return BarChart(
            window.interval == .hour ? "Events by hour" : "Events by day",
            text: summary ?? "No events.",
            names: ("events", "errors and failed logins"),
            steps
        )
    }

    static let name = "overview"
}

extension NumberText {
    /// A share as a percentage with a decimal.
    static func percentage(_ part: Int64, of whole: Int64) -> String {
        let whole = max(whole, part)
        guard whole > 0 else { return "0.0 %" }
        let tenths = Int64((Double(part) * 1_000 / Double(whole)).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }
}
