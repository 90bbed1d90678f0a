internal import Hummingbird
internal import Trail

/// A page of the dashboard: one path, who may look at it, and what it shows.
///
/// A page asks for what it shows as the API does: ``ReadAccess`` narrows, `authorized` decides.
/// ``need`` comes before that, for the navigation and for whoever has not signed in yet.
protocol DashboardPage: Sendable {
    /// The path below the dashboard's, as routers write it: `events/:id`; empty for the first page.
    var path: String { get }
    /// What whoever looks at it needs.
    var need: PageNeed { get }
    /// Where the navigation shows it; `nil` for nowhere.
    var entry: NavigationEntry? { get }
    /// The page.
    func show(_ request: PageRequest) async throws -> Response
}

extension DashboardPage {
    var entry: NavigationEntry? { nil }
}

/// A page with a form that is sent to the page itself.
///
/// Before ``submit(_:_:)`` is called, the form is known to come from this dashboard and from
/// whoever sends it. Where it throws a ``Problem`` with field errors it is shown again with them,
/// by ``show(_:)`` of a request that holds them.
protocol FormPage: DashboardPage {
    /// Does what the form says, and leads on: ``PageRequest/redirect(to:note:)``.
    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response
}
