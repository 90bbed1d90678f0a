internal import Trail

/// What can be done with a whole list: export it, watch it, hold it, erase it, purge it.
struct EventListTools: Sendable {
    struct Export: Sendable {
        let exportText: String
        let exportLink: String
    }

    /// The form that begins an erasure: whom it is about is to stand in no further address.
    struct Erasure: Sendable {
        let eraseAction: String
        let hidden: [FormView.Hidden]
    }

    /// What the button of the exports says.
    let exportLabel: String
    let exports: [Export]
    /// The stream with the same filters; empty where there is none.
    let streamLink: String
    let hasStream: Bool
    /// The page that purges the list; `nil` where that is not for whoever asks.
    let purgeLink: String?
    /// The form of a legal hold with the list's filters; `nil` where that is not for whoever asks.
    let holdLink: String?
    /// The form of an erasure with them; `nil` where that is not for whoever asks.
    let erasure: Erasure?

    init(_ list: EventList, _ question: ListQuestion, in request: PageRequest) {
        let path = request.api + list.paths[0]
        let filters = question.filters.filter { $0.0 != "page_size" }
        let standing = StandingList(list, question)
        self.exportLabel = standing == nil ? "Export" : "Export these"
        self.exports = ExportFormat.allCases.filter(\.isAvailable).map { format in
            Export(
                exportText: format.rawValue == "xlsx" ? "Excel" : format.rawValue.uppercased(),
                exportLink: "\(path)/export_\(format.rawValue)/" + QueryText.make(filters)
            )
        }
        let kinds = list.kinds.map { ("kind", $0.rawValue) }
        let watched = filters.filter { $0.0 != "ordering" && !$0.0.hasPrefix("date_") } + kinds
        // A stream knows the filters of the timeline; one that it refuses is not watched.
        self.hasStream = list.part == nil && question.asked != nil
        self.streamLink = self.hasStream ? request.api + "stream/" + QueryText.make(watched) : ""
        let mayPurge =
            request.principal?.isSuperuser == true && request.site.configuration.allowsPurge
            && list.kinds.count == 1 && list.part == nil
        self.purgeLink = mayPurge ? request.link(list.path + "/purge", question.tenant) : nil
        self.holdLink = standing.flatMap { Self.hold($0, question, request) }
        self.erasure = standing.flatMap { Self.erasure($0, question, request) }
    }

    private static func hold(
        _ list: StandingList,
        _ question: ListQuestion,
        _ request: PageRequest
    ) -> String? {
        guard PageNeed.permission(.manageRetention).admits(request.context), list.canBeHeld else {
            return nil
        }
        return request.link(
            "holds/new",
            FilterFields.parameters(list.filters) + question.tenant
        )
    }

    private static func erasure(
        _ list: StandingList,
        _ question: ListQuestion,
        _ request: PageRequest
    ) -> Erasure? {
        guard PageNeed.permission(.erase).admits(request.context), list.canBeErased else {
            return nil
        }
        let fields = FilterFields.sent(list.filters) + question.tenant
        return Erasure(
            eraseAction: request.link("erasures/new"),
            hidden: ([(NewErasurePage.beginning, "true")] + fields).map {
                FormView.Hidden(hiddenName: $0.0, hiddenValue: $0.1)
            }
        )
    }
}
