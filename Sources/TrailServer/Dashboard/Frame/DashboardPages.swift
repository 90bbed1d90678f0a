internal import Trail

/// The pages of the dashboard and what they show, by who looks after them.
enum DashboardPages {
    /// What happened, and what stands out.
    static func reading(_ site: DashboardSite) -> [any DashboardPage] {
        [OverviewPage(), Self.timeline] + Event.Kind.allCases.map { Self.list(of: $0, site) }
            + [
                EventDetailPage(), SuspectsPage(), Self.slowRequests, ErrorRatesPage(),
                HistoryPage(.object), HistoryPage(.actor), IntegrityPage(),
            ] + EventList.ofOneKind.map { PurgePage(list: $0) }
    }

    /// What these pages show.
    static let readingViews: [any PageView.Type] = [
        OverviewView.self, EventListView.self, EventDetailView.self, SuspectsView.self,
        ErrorRatesView.self, HistoryView.self, IntegrityView.self,
    ]

    private static let timeline = EventListPage(
        .all,
        "All events",
        NavigationEntry(.events, "All events", icon: "list")
    )

    private static let slowRequests = EventListPage(
        .slowRequests,
        path: "slow-requests",
        "Slow requests",
        NavigationEntry(.insights, "Slow requests", icon: "clock")
    )

    /// The list of a kind; where the configuration hides it, the navigation does not show it.
    private static func list(of kind: Event.Kind, _ site: DashboardSite) -> EventListPage {
        let title = Self.titles[kind] ?? kind.rawValue
        let isShown = site.configuration.dashboard.kinds.contains(kind)
        let entry = NavigationEntry(.events, title, icon: kind.rawValue)
        return EventListPage(.of(kind), title, isShown ? entry : nil)
    }

    private static let titles: [Event.Kind: String] = [
        .page: "Page visits", .action: "Actions", .crud: "Changes", .login: "Logins",
        .request: "Requests", .cors: "Cross-origin calls", .system: "System",
    ]
}
