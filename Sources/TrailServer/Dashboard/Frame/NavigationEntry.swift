/// Where the navigation shows a page.
struct NavigationEntry: Sendable, Hashable {
    /// A group of entries.
    enum Group: String, Sendable, Hashable, CaseIterable {
        /// What happened.
        case events = "Events"
        /// What stands out.
        case insights = "Insights"
        /// How the log itself is run.
        case administration = "Administration"
    }

    /// The group.
    let group: Group
    /// What it says.
    let title: String
    /// The name of its icon in ``DashboardIcons``.
    let icon: String

    init(_ group: Group, _ title: String, icon: String) {
        self.group = group
        self.title = title
        self.icon = icon
    }
}

/// The navigation as the layout shows it.
struct NavigationView: Sendable {
    struct Group: Sendable {
        let groupTitle: String
        let items: [Item]
    }

    struct Item: Sendable {
        let href: String
        let itemTitle: String
        let icon: String
        /// What `aria-current` says of it: `page`, or `true` of a page that the one shown is below;
        /// `nil` for all others.
        let current: String?
    }

    let groups: [Group]

    /// The entries that whoever asks may follow.
    init(_ request: PageRequest) {
        let pages = request.site.pages.filter { $0.need.admits(request.context) }
        self.groups = NavigationEntry.Group.allCases.compactMap { group in
            let items = pages.compactMap { page -> Item? in
                guard let entry = page.entry, entry.group == group else { return nil }
                return Item(
                    href: request.link(page.path),
                    itemTitle: entry.title,
                    icon: entry.icon,
                    current: Self.current(page.path, request.page)
                )
            }
            return items.isEmpty ? nil : Group(groupTitle: group.rawValue, items: items)
        }
    }

    private static func current(_ path: String, _ shown: String) -> String? {
        guard path != shown else { return "page" }
        return !path.isEmpty && shown.hasPrefix(path + "/") ? "true" : nil
    }
}
