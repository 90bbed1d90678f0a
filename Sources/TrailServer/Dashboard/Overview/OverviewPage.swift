internal import Hummingbird
internal import Trail

/// The first page: what happened in a window of time, in numbers.
struct OverviewPage: DashboardPage {
    let path = ""
    let need = PageNeed.reading
    let entry: NavigationEntry? = NavigationEntry(.events, "Overview", icon: "chart")

    func show(_ request: PageRequest) async throws -> Response {
        let reader = FigureReader(backend: request.site.backend)
        let (window, figures) = try await reader.dashboard(request.request, request.context)
        let view = OverviewView(
            window: window,
            figures: figures,
            tabs: try WindowTabs(request),
            links: try FigureLinks(request, window)
        )
        return request.page(view, title: "Overview")
    }
}

/// Addresses of lists with the events that a figure counts.
struct FigureLinks: Sendable {
    private let request: PageRequest
    private let window: [(String, String)]
    private let tenant: [(String, String)]

    init(_ request: PageRequest, _ window: FigureWindow) throws {
        self.request = request
        self.tenant =
            try QueryValues(request.request)["tenant_id"].map { [("tenant_id", $0)] } ?? []
        self.window =
            [("date_from", window.from.description)]
            + (window.to.map { [("date_to", $0.description)] } ?? [])
    }

    /// A list of the window's events.
    func list(_ path: String, _ parameters: (String, String)...) -> String {
        self.request.link(path, parameters + self.window + self.tenant)
    }

    /// A list of the events of one step.
    func list(_ path: String, of step: Timestamp, _ interval: FiguresRequest.Interval) -> String {
        let hours: Int64 = interval == .hour ? 1 : 24
        let end = step.advanced(by: .seconds(hours * 3_600) - .microseconds(1))
        let times = [("date_from", step.description), ("date_to", end.description)]
        return self.request.link(path, times + self.tenant)
    }

    /// The history of an actor.
    func actor(_ id: String) -> String { self.request.link("actor", [("id", id)] + self.tenant) }

    /// A page of its own, of the same tenant.
    func page(_ path: String, _ parameters: (String, String)...) -> String {
        self.request.link(path, parameters + self.tenant)
    }
}
