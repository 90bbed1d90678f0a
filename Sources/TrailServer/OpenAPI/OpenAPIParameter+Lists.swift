internal import Trail

extension OpenAPIParameter {
    /// The parameters of a list of events, from the table by which queries are read.
    ///
    /// - Parameters:
    ///   - list: The list.
    ///   - refused: The names of those that the route does not take.
    /// - Returns: The parameters, in all their spellings.
    static func parameters(
        of list: EventList,
        without refused: Set<String> = []
    ) -> [Self] {
        let kind = list.kinds.first
        var parameters = QueryParameter.all.filter { $0.exists(on: kind) }
            .flatMap { Self.parameters($0, kind) }
            .filter { !refused.contains($0.name) }
        if list.part == .slowRequests { parameters.append(Self.threshold) }
        return parameters
    }

    private static func parameters(_ parameter: QueryParameter, _ kind: Event.Kind?) -> [Self] {
        let isSame = QueryParameter.all.filter { $0.names[0] == parameter.names[0] }.count == 1
        let suffix =
            isSame && parameter.names[0] != "ordering" ? "" : "." + (kind?.rawValue ?? "all")
        return parameter.names.enumerated().map { place, name in
            .query(
                name,
                JSONSchema(parameter.shape(on: kind)),
                place == 0 ? parameter.summary : "The same as \(parameter.names[0]).",
                component: name + suffix
            )
        }
    }

    private static let threshold = Self.query(
        SlowThreshold.parameter,
        JSONSchema.number.with("minimum", 0)
            .with("maximum", .integer(Int64(SlowThreshold.mostMilliseconds))),
        "From how many milliseconds on an exchange is slow; 1000 by default."
    )
}

extension JSONSchema {
    /// The values of a parameter of lists.
    fileprivate init(_ shape: QueryParameter.Shape) {
        switch shape {
        case .text: self = .text(1...QueryParameter.mostBytes)
        case .time: self = .queryTime
        case .hours:
            self = Self.number.with("minimum", 0)
                .with("maximum", .integer(Int64(QueryParameter.mostHours)))
        case .flag: self = .queryFlag
        case .cursor: self = .text(pattern: "^[A-Za-z0-9_-]+$")
        case .tenant: self = .tenant
        case .number(let range): self = .whole(range)
        case .choice(let values): self = .choice(values)
        case .choices(let values): self = Self.values(.choice(values))
        case .numbers(let range): self = Self.values(.whole(range))
        case .texts: self = Self.values(.text(pattern: "^[^,]+$"))
        }
    }

    private static func values(_ value: JSONSchema) -> Self {
        .list(of: value, atMost: QueryParameter.mostValues).with("minItems", 1)
    }
}
