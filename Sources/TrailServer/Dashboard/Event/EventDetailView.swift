internal import Trail

/// What ``EventDetailPage`` shows.
struct EventDetailView: PageView {
    /// A field of the event.
    struct Fact: Sendable {
        let factTitle: String
        let cell: TableView.Cell
    }

    /// A group of fields.
    struct Group: Sendable {
        let groupTitle: String
        let facts: [Fact]
        let hasFacts: Bool
        /// Said in place of the fields where the section was erased; `nil` where it was not.
        let erased: String?
    }

    /// The text of a section as it was sealed.
    struct Raw: Sendable {
        let sectionName: String
        let sectionText: String
        let isErased: Bool
    }

    let heading: String
    let backLink: String
    let badges: [TableView.Cell]
    let groups: [Group]
    let changes: ChangesView?
    let raws: [Raw]
    let proof: ProofView

    init(
        _ event: FlatEvent,
        _ cells: EventCells,
        proof: ProofView,
        _ request: PageRequest,
        _ tenant: [(String, String)]
    ) {
        self.heading = event.event.header.action.name
        self.backLink = request.link("\(event.event.header.kind.rawValue)-events", tenant)
        self.badges = [cells.kind(event), cells.outcome(event), cells.integrity(event)]
        let facts = EventFacts(event, cells, request, tenant)
        self.groups = [
            Group(groupTitle: "Event", facts: facts.header, hasFacts: true, erased: nil),
            Self.group("Who", .who, event, facts.who),
            Self.group("Where", .where, event, facts.where),
            Self.group("What", .what, event, facts.what),
        ].filter { $0.hasFacts || $0.erased != nil }
        self.changes = ChangesView(event)
        self.raws = SectionName.allCases.compactMap { name in
            event.event.sections[name].map { section in
                Raw(
                    sectionName: name.rawValue,
                    sectionText: section.text.map { String(decoding: $0, as: UTF8.self) } ?? "",
                    isErased: section.text == nil
                )
            }
        }
        self.proof = proof
    }

    private static func group(
        _ title: String,
        _ name: SectionName,
        _ event: FlatEvent,
        _ facts: [Fact]
    ) -> Group {
        let isErased = event.erased.contains(name)
        return Group(
            groupTitle: title,
            facts: isErased ? [] : facts,
            hasFacts: !isErased && !facts.isEmpty,
            erased: isErased
                ? "This part was erased. What is left is its digest, so that the ledger still "
                    + "proves that it was there and how it was removed." : nil
        )
    }

    static let name = "event"
}
