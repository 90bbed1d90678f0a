internal import Trail

/// The form with the filters of a list: one field for each parameter that the list knows.
struct EventFilterForm: Sendable {
    /// A field.
    struct Field: Sendable {
        struct Option: Sendable {
            let optionValue: String
            let optionText: String
            let isSelected: Bool
        }

        let fieldName: String
        let label: String
        let hint: String
        let inputType: String
        let isTime: Bool
        let value: String
        let isChoice: Bool
        let options: [Option]
        let isWide: Bool
        let fieldError: String?
    }

    /// The parameters that say which page, not which events.
    static let paging: Set<String> = ["page", "page_size", "cursor"]
    /// Those that stand first, in this order.
    private static let first = [
        "search", "threshold_ms", "date_from", "date_to", "kind", "url", "path", "content_type",
        "username",
        "login_type", "severity", "response_status__gte", "user_id", "outcome", "remote_ip",
    ]
    /// Those of them that stand first on the timeline of all kinds, too.
    private static let common: Set<String> = [
        "search", "date_from", "date_to", "kind", "user_id", "outcome", "remote_ip",
    ]
    /// How many stand first at the most.
    private static let mostFirst = 8

    /// Where it is sent, and where it is empty again.
    let formAction: String
    let main: [Field]
    let more: [Field]
    /// Whether one of the others is set.
    let isMoreOpen: Bool
    let isFiltered: Bool
    let problems: [String]

    /// The form.
    ///
    /// - Parameters:
    ///   - list: Which list it is.
    ///   - address: Where it is sent.
    ///   - fields: What was entered.
    ///   - hidden: Parameters that have no field.
    ///   - errors: What is wrong with it.
    init(
        _ list: EventList,
        at address: String,
        fields: [FormField],
        hiding hidden: Set<String>,
        errors: [Problem.FieldError]
    ) {
        self.formAction = address
        let kind = list.kinds.count == 1 ? list.kinds.first : nil
        let known = QueryParameter.all.filter { parameter in
            let name = parameter.names[0]
            return parameter.exists(on: kind) && !Self.paging.contains(name)
                && !hidden.contains(name) && name != "last_hours"
        }
        let all =
            known.map { Self.field($0, kind, fields, errors) }
            + (list.part == .slowRequests ? [Self.threshold(fields, errors)] : [])
        let rank = Dictionary(uniqueKeysWithValues: Self.first.enumerated().map { ($1, $0) })
        let ordered = all.filter { rank[$0.fieldName] != nil }
            .filter { kind != nil || Self.common.contains($0.fieldName) }
            .sorted { (rank[$0.fieldName] ?? 0) < (rank[$1.fieldName] ?? 0) }
        self.main = Array(ordered.prefix(Self.mostFirst))
        let shown = Set(self.main.map(\.fieldName))
        self.more = all.filter { !shown.contains($0.fieldName) }
        self.isMoreOpen = self.more.contains { !$0.value.isEmpty || $0.fieldError != nil }
        self.isFiltered = all.contains { !$0.value.isEmpty && $0.fieldName != "tenant_id" }
        let named = Set(all.map(\.fieldName))
        self.problems = errors.filter { !named.contains($0.field) }.map { error in
            "\(error.field): \(error.reasons.joined(separator: " "))"
        }
    }

    private static func field(
        _ parameter: QueryParameter,
        _ kind: Event.Kind?,
        _ fields: [FormField],
        _ errors: [Problem.FieldError]
    ) -> Field {
        let name = parameter.names[0]
        let shape = parameter.shape(on: kind)
        let given = fields.first { parameter.names.contains($0.name) }?.value ?? ""
        let reasons = errors.filter { parameter.names.contains($0.field) }.flatMap(\.reasons)
        let choices = Self.choices(shape)
        return Field(
            fieldName: name,
            label: Self.label(name),
            hint: parameter.summary,
            inputType: shape == .time ? "datetime-local" : "text",
            isTime: shape == .time,
            value: shape == .time ? LocalTime.text(of: given, isEnd: name == "date_to") : given,
            isChoice: choices != nil,
            options: (choices ?? []).map { choice in
                Field.Option(
                    optionValue: choice,
                    optionText: choice.isEmpty ? "Any" : choice,
                    isSelected: choice == given
                )
            } + Self.others(given, choices),
            isWide: name == "search",
            fieldError: reasons.isEmpty ? nil : reasons.joined(separator: " ")
        )
    }

    /// From when on an exchange counts as slow.
    private static func threshold(
        _ fields: [FormField],
        _ errors: [Problem.FieldError]
    ) -> Field {
        let name = SlowThreshold.parameter
        let reasons = errors.filter { $0.field == name }.flatMap(\.reasons)
        return Field(
            fieldName: name,
            label: "Slower than (ms)",
            hint: "From how many milliseconds on an exchange counts as slow: 1000 by default.",
            inputType: "text",
            isTime: false,
            value: fields.first { $0.name == name }?.value ?? "",
            isChoice: false,
            options: [],
            isWide: false,
            fieldError: reasons.isEmpty ? nil : reasons.joined(separator: " ")
        )
    }

    /// The values to choose among; `nil` where anything may be entered.
    private static func choices(_ shape: QueryParameter.Shape) -> [String]? {
        switch shape {
        case .choice(let choices): [""] + choices.filter { Int($0) == nil }
        case .flag: ["", "true", "false"]
        case .choices(let choices) where choices.count <= 8: [""] + choices
        default: nil
        }
    }

    /// A value in the address that is none of the choices, such as several of them.
    private static func others(_ given: String, _ choices: [String]?) -> [Field.Option] {
        guard let choices, !choices.contains(given) else { return [] }
        return [Field.Option(optionValue: given, optionText: given, isSelected: true)]
    }

    /// `remote_ip__icontains` as people read it.
    private static func label(_ name: String) -> String {
        if let label = Self.labels[name] { return label }
        var words = name.replacing("__icontains", with: " contains")
        words = words.replacing("__in", with: " is one of")
        words = words.replacing("__gte", with: " at least").replacing("__lte", with: " at most")
        words = words.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private static let labels = [
        "search": "Search", "date_from": "From (UTC)", "date_to": "To (UTC)", "user_id": "User id",
        "remote_ip": "Address or network", "remote_ip__icontains": "Address contains",
        "ordering": "Order", "tenant_id": "Tenant", "url": "Path", "path": "Page path",
        "url__icontains": "Path contains", "path__icontains": "Page path contains",
        "content_type": "Model or type", "object_id": "Object id",
        "object_id__icontains": "Object id contains", "request_id": "Request id",
        "trace_id": "Trace id", "login_type": "Login", "login_type__in": "Login is one of",
    ]
}
