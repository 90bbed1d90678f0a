/// The spans of time to choose among on pages of figures.
struct WindowTabs: Sendable {
    struct Tab: Sendable {
        let tabText: String
        let tabLink: String
        let isCurrent: Bool
    }

    let tabs: [Tab]

    /// The tabs of a page, of which the one that the request asks for is the current one.
    init(_ request: PageRequest) throws {
        let values = try QueryValues(request.request)
        let isCustom = values["date_from"] != nil || values["date_to"] != nil
        let current = values["hours"] ?? (isCustom ? "" : "24")
        let kept = values["tenant_id"].map { [("tenant_id", $0)] } ?? []
        self.tabs = [
            ("24", "24 hours"), ("168", "7 days"), ("720", "30 days"), ("2160", "90 days"),
            ("8760", "A year"),
        ].map { hours, text in
            Tab(
                tabText: text,
                tabLink: request.link(request.page, [("hours", hours)] + kept),
                isCurrent: hours == current
            )
        }
    }

    static let template = """
        <ul class="tabs" aria-label="Window of time">{{#tabs}}<li><a href="{{tabLink}}"\
        {{#isCurrent}} aria-current="true"{{/isCurrent}}>{{tabText}}</a></li>{{/tabs}}</ul>
        """
}
