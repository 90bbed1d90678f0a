internal import Hummingbird
internal import Trail

/// The erasures there have been; none of them says whom it was about.
struct ErasureListPage: DashboardPage {
    static let path = "erasures"
    var path: String { Self.path }
    let need = PageNeed.permission(.erase)
    let entry: NavigationEntry? = NavigationEntry(.administration, "Erasures", icon: "erase")

    func show(_ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorized(.erase)
        let keeper = ErasureKeeper(request.site.backend)
        let erasures = try await keeper.erasures(of: request.tenants(for: principal))
        let (shown, part) = try ListPart.of(erasures, request)
        let add = (text: "New erasure", link: request.link("erasures/new"))
        let table = TableView(
            "Erasures",
            [.init("Ordered"), .init("Reason"), .init("By")] + principal.tenantColumn + [
                .init("State"), .init("Events", isNumber: true),
                .init("Kept by a hold", isNumber: true),
            ],
            shown.map { erasure in
                [
                    .time(erasure.createdAt, link: request.link("erasures/\(erasure.id)")),
                    .text(erasure.order.reason), .text(erasure.order.actor.id),
                ] + principal.tenantCell(erasure.order.tenant) + [
                    .badge(erasure.stateBadge), .number(erasure.outcome.count),
                    .number(erasure.outcome.held),
                ]
            },
            empty: EmptyView(
                "No erasures yet",
                "An erasure takes what the log says about a person out of the events. Their places "
                    + "and all proofs stay.",
                [add]
            )
        )
        let view = AdminListView(
            "Erasures",
            "What was taken out of the log about people. Whom it was about is not kept.",
            ways: [add],
            table: table,
            part: part
        )
        return request.page(view, title: "Erasures")
    }
}

/// One erasure: who ordered it, and what became of it.
struct ErasurePage: DashboardPage {
    let path = "erasures/:id"
    let need = PageNeed.permission(.erase)

    func show(_ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorized(.erase)
        try QueryValues(request.request).allow()
        let keeper = ErasureKeeper(request.site.backend)
        let erasure = try await keeper.erasure(request.context.id(), for: principal)
        let (order, outcome) = (erasure.order, erasure.outcome)
        var facts: [(title: String, cell: TableView.Cell)] = [
            ("State", .badge(erasure.stateBadge)), ("Reason", .text(order.reason)),
            ("Ordered by", .text(order.actor.id)),
        ]
        if principal.isSuperuser { facts.append(("Tenant", .text(order.tenant.name))) }
        facts += [
            ("Ordered", .time(erasure.createdAt)), ("Finished", .time(erasure.finishedAt)),
            ("Sections", .text(order.sections.text)),
            ("Recorded before", .time(order.recordedBefore)),
            ("Events", .text(NumberText.grouped(Int64(outcome.count)))),
        ]
        facts += outcome.parts.map { ($0.label, .text(NumberText.grouped(Int64($0.count)))) }
        facts.append(("Kept by a hold", .text(NumberText.grouped(Int64(outcome.held)))))
        var view = AdminItemView(
            "Erasure: \(order.reason)",
            in: ("Erasures", request.link(ErasureListPage.path)),
            facts: facts
        )
        if !outcome.unreached.isEmpty {
            view.remarks = [.init(remarksTitle: "Not reached", remarks: outcome.unreached)]
        }
        return request.page(view, title: "Erasure")
    }
}

extension Erasure {
    /// Whether it is done.
    var stateBadge: Badge {
        self.finishedAt == nil
            ? Badge("under way", .warning, icon: "clock") : Badge("finished", .good, icon: "check")
    }
}

extension Erasure.Outcome {
    /// What it comes to in its parts: events by kind, and what goes beside them.
    var parts: [(label: String, count: Int)] {
        let kinds = Event.Kind.allCases.compactMap { kind in
            self.kinds[kind].map { (label: "\(kind.rawValue) events", count: $0) }
        }
        let places = self.beside.sorted { $0.key < $1.key }.map { place, count in
            (label: "Beside the ledger: \(place.replacing("_", with: " "))", count: count)
        }
        return kinds + places
    }
}

extension Set<SectionName> {
    /// The sections for people, in their order.
    var text: String {
        SectionName.allCases.filter(self.contains).map(\.rawValue).joined(separator: ", ")
    }
}
