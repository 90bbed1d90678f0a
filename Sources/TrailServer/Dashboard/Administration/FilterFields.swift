internal import Trail

/// The fields of a form that say which events are meant, by parameters of the lists.
///
/// The most usual ones have fields of their own, named as ``ObjectBody`` names what is wrong with
/// them; any other is a line `name=value`.
struct FilterFields: Sendable {
    /// The field of the lines.
    static let lines = "filters"
    private static let prefix = "filters."
    private static let usual: [(name: String, label: String, hint: String)] = [
        ("user_id", "User id", "The id of the actor, as far as it was verified."),
        ("object_id", "Object id", "What was changed or acted on."),
        ("remote_ip", "Address or network", "Such as 192.0.2.7 or 192.0.2.0/24."),
    ]

    /// The fields; values that are not among the usual ones stand in the lines.
    static func fields(
        _ values: [String: String] = [:],
        without hidden: Set<String> = [],
        in request: PageRequest
    ) -> [FormView.Field] {
        let kinds = [("", "All kinds")] + Event.Kind.allCases.map { ($0.rawValue, $0.rawValue) }
        let texts: [FormView.Field] = Self.usual.filter {
            !hidden.contains($0.name)
        }.map { usual in
            .input(Self.prefix + usual.name, usual.label, value: values[usual.name], in: request)
                .hint(usual.hint)
        }
        let exact = Self.exactTimes(values)
        let times: [FormView.Field] = [("date_from", "From (UTC)"), ("date_to", "To (UTC)")]
            .map { name, label in
                let value = exact.contains(name) ? values[name].map(Self.field(of:)) : nil
                return .input(
                    Self.prefix + name,
                    label,
                    type: "datetime-local",
                    value: value,
                    in: request
                )
            }
        let known = exact.union(Self.own(values)).subtracting(hidden)
        let kind = known.contains("kind") ? values["kind"] ?? "" : ""
        let others = Self.parameters(values).filter { !known.contains($0.0) }
        return texts + [
            .choice(Self.prefix + "kind", "Kind", kinds, value: kind, in: request)
        ] + times + [
            .area(
                Self.lines,
                "Further filters",
                value: Self.text(ofLines: others),
                in: request
            )
            .hint("One on each line, as in the address of a list: url=/invoices/7")
        ]
    }

    /// What a form with these values sends.
    static func sent(_ values: [String: String]) -> [(String, String)] {
        let times = Self.exactTimes(values)
        let own = Self.own(values)
        let fields = Self.parameters(values)
        let lines = fields.filter { !own.contains($0.0) && !times.contains($0.0) }
        var sent: [(String, String)] = []
        for (name, value) in fields where own.contains(name) {
            sent.append((Self.prefix + name, value))
        }
        for (name, value) in fields where times.contains(name) {
            sent.append((Self.prefix + name, Self.field(of: value)))
        }
        return sent + [(Self.lines, Self.text(ofLines: lines))]
    }

    private static func text(ofLines filters: [(String, String)]) -> String {
        filters.map { "\($0.0)=\($0.1)" }.joined(separator: "\n")
    }

    /// The filters that have fields of their own and fit into them; several kinds fit into none.
    private static func own(_ values: [String: String]) -> Set<String> {
        let names = Set(Self.usual.map(\.name))
        let isOneKind = values["kind"].map { Event.Kind(rawValue: $0) != nil } ?? true
        return isOneKind ? names.union(["kind"]) : names
    }

    /// The times that a field for them holds as they are: others, such as a date alone, which at the
    /// end means its last moment, stand in the lines.
    private static func exactTimes(_ values: [String: String]) -> Set<String> {
        Set(
            ["date_from", "date_to"].filter { name in
                let isEnd = name == "date_to"
                guard let value = values[name], let time = Timestamp(dateOrDateTime: value),
                    !isEnd || value.utf8.count > 10
                else { return false }
                let sent = LocalTime.value(of: Self.field(of: value), isEnd: isEnd)
                return Timestamp(dateOrDateTime: sent) == time
            }
        )
    }

    private static func field(of time: String) -> String { LocalTime.text(of: time, isEnd: false) }

    /// What a form says; empty where it says nothing.
    ///
    /// - Throws: ``Problem`` 400 for a line that is none.
    static func values(of form: FormBody) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        for field in form.fields where field.name.hasPrefix(Self.prefix) && !field.value.isEmpty {
            let name = String(field.name.dropFirst(Self.prefix.count))
            let isTime = name.hasPrefix("date_")
            values[name] =
                isTime
                ? LocalTime.value(of: field.value, isEnd: name == "date_to") : field.value
        }
        for line in (form[Self.lines] ?? "").split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1).map { part in
                String(part.drop { $0 == " " })
            }
            guard parts.count == 2, !parts[0].isEmpty else {
                throw Problem(field: Self.lines, "Each line is a name, =, and a value.")
            }
            guard values.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw Problem(field: Self.lines, "\(parts[0]) is given more than once.")
            }
        }
        return values
    }

    /// Filters for people: `user_id=ada, kind=login`.
    static func text(_ filters: [String: String]) -> String {
        guard !filters.isEmpty else { return "all events" }
        return filters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            .joined(separator: ", ")
    }

    /// Filters as parameters of a list's address.
    static func parameters(_ filters: [String: String]) -> [(String, String)] {
        filters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
