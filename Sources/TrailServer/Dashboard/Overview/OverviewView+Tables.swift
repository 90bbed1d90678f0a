internal import Trail

extension OverviewView {
    /// What there was most of.
    static func tables(_ figures: Figures, _ links: FigureLinks) -> [TableView] {
        [
            Self.table("Top users", "User", figures.users, "No verified user did anything.") {
                .text($0.name ?? $0.value, link: links.actor($0.value))
            },
            Self.table("Top paths", "Path", figures.urls, "No requests were recorded.") {
                .code($0.value, link: links.list("request-events", ("url", $0.value)))
            },
            Self.table("Top pages", "Page", figures.pages, "No page visits were recorded.") {
                .code($0.value, link: links.list("page-events", ("path", $0.value)))
            },
            Self.table(
                "Failed logins by address",
                "Address",
                figures.failures,
                "No login failed."
            ) {
                .code(
                    $0.value,
                    link: links.list(
                        "login-events",
                        ("login_type", "failed"),
                        ("remote_ip", $0.value)
                    )
                )
            },
            Self.kinds(figures.counts, links),
        ]
    }

    private static func table(
        _ title: String,
        _ column: String,
        _ ranking: Figures.Ranking<Figures.Ranked>,
        _ nothing: String,
        _ cell: (Figures.Ranked) -> TableView.Cell
    ) -> TableView {
        TableView(
            title + (ranking.isEstimate ? " (estimated)" : ""),
            [.init(column), .init("Events", isNumber: true)],
            ranking.entries.map { [cell($0), .number($0.count)] },
            empty: EmptyView(nothing, "Choose a longer window to see more.")
        )
    }

    private static func kinds(_ counts: FigureCounts, _ links: FigureLinks) -> TableView {
        TableView(
            "Events by kind",
            [.init("Kind"), .init("Events", isNumber: true)],
            Event.Kind.allCases.map { kind in
                [
                    .badge(Badge(kind), link: links.list(kind.rawValue + "-events")),
                    .number(counts.count(of: kind)),
                ]
            },
            empty: EmptyView("No kinds", "")
        )
    }
}
