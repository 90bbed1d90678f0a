internal import Trail

/// What can be done with a whole list: export it, watch it, purge it.
struct EventListTools: Sendable {
    struct Export: Sendable {
        let exportText: String
        let exportLink: String
    }

    let exports: [Export]
    /// The stream with the same filters; empty where there is none.
    let streamLink: String
    let hasStream: Bool
    /// The page that purges the list; `nil` where that is not for whoever asks.
    let purgeLink: String?

    init(_ list: EventList, _ question: ListQuestion, in request: PageRequest) {
        let path = request.api + list.paths[0]
        let filters = question.filters.filter { $0.0 != "page_size" }
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
    }
}
