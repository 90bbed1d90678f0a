/// The orderings of a list, by the names that clients give them.
struct Ordering {
    /// The order of pages.
    let order: EventQuery.Order
    /// The field by whose value the list is sorted; `nil` where `order` says it all.
    let sort: EventSort?

    /// The ordering that `value` names on the list of `kind`, with `-` before it for the reverse.
    init(_ value: String, kind: Event.Kind?) throws(ValueError) {
        switch value {
        case "-datetime": self.init(.newestFirst)
        case "datetime": self.init(.oldestFirst)
        case "ledger_index": self.init(.ledger)
        case "-ledger_index": self.init(.ledgerReversed)
        default:
            let isDescending = value.hasPrefix("-")
            let name = isDescending ? value.dropFirst() : value[...]
            let fields = Self.fields(on: kind)
            guard let field = fields.first(where: { $0.name == name })?.field else {
                let names = Self.names(on: kind).joined(separator: ", ")
                throw ValueError(
                    "One of \(names) is expected, each also with - "
                        + "before it."
                )
            }
            self.init(.newestFirst, EventSort(field, isDescending: isDescending))
        }
    }

    private init(_ order: EventQuery.Order, _ sort: EventSort? = nil) {
        self.order = order
        self.sort = sort
    }

    /// What the list of `kind` can be ordered by.
    static func names(on kind: Event.Kind?) -> [String] {
        (["datetime", "ledger_index"] + Self.fields(on: kind).map(\.name)).sorted()
    }

    /// The fields by which the list of `kind` can be sorted: those whose values it filters by.
    static func fields(on kind: Event.Kind?) -> [(name: String, field: EventField)] {
        var fields: [(name: String, field: EventField)] = [("remote_ip", .ip)]
        if kind == nil || kind == .request { fields.append(("response_time_ms", .duration)) }
        for parameter in QueryParameter.all where parameter.exists(on: kind) {
            guard case .filter(let field, _) = parameter.meaning else { continue }
            let name = parameter.names[0]
            if !name.contains("__") { fields.append((name, field)) }
        }
        return fields
    }
}
