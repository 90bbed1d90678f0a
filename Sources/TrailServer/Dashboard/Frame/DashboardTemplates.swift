internal import Mustache

/// The templates of the dashboard, parsed once.
enum DashboardTemplates {
    /// Every view with a template of its own.
    static let views: [any PageView.Type] =
        [ProblemView.self, SignInView.self, FormView.Page.self, ConfirmView.self]
        + DashboardPages.readingViews + DashboardPages.administrationViews

    /// Parts that templates share.
    private static let parts: [String: String] = [
        "layout": LayoutView.template,
        "icon": LayoutView.icon,
        "table": TableView.template,
        "cell": TableView.Cell.template,
        "value": TableView.Cell.value,
        "empty": EmptyView.template,
        "events": EventsView.template,
        "filters": EventListView.filters,
        "filter": EventListView.filter,
        "changes": ChangesView.template,
        "proof": ProofView.template,
        "tabs": WindowTabs.template,
        "chart": BarChart.template,
        "form": FormView.template,
        "fields": FormView.fields,
        "hidden": FormView.hiddenFields,
    ]

    /// All of them by name.
    static let all: MustacheLibrary = {
        MustacheContentTypes.register(PageText(), named: PageText.name)
        var library = MustacheLibrary()
        let templates = Self.parts.merging(
            Self.views.map { ($0.name, $0.template) },
            uniquingKeysWith: { _, other in other }
        )
        for (name, text) in templates {
            do {
                try library.register(PageText.pragma + text, named: name)
            } catch {
                preconditionFailure("The template \(name) cannot be parsed: \(error)")
            }
        }
        return library
    }()
}
