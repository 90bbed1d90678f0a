internal import Trail

extension JSONSchema {
    /// Event JSON, of one kind or of any.
    static func event(_ kind: Event.Kind?) -> Self {
        guard let kind else { return Self.anyEvent }
        return Self.events[kind] ?? Self.anyEvent
    }

    private static let anyEvent = Self.named(
        "Event",
        .one(of: Event.Kind.allCases.map { .event($0) })
            .with(
                "discriminator",
                [
                    "propertyName": "kind",
                    "mapping": .object(
                        Dictionary(
                            uniqueKeysWithValues: Event.Kind.allCases.map { kind in
                                (kind.rawValue, .string("#/components/schemas/" + Self.name(kind)))
                            }
                        )
                    ),
                ]
            )
    )

    private static let events = Dictionary(
        uniqueKeysWithValues: Event.Kind.allCases.map { kind in
            let fields = EventFieldDescription.fields(of: kind).map { field in
                let schema = Self.value(field.shape)
                return Field(field.name, field.isNullable ? schema.orNull : schema)
            }
            return (kind, JSONSchema.named(Self.name(kind), .object(fields)))
        }
    )

    private static func name(_ kind: Event.Kind) -> String {
        let isAbbreviation = kind == .crud || kind == .cors
        let name = kind.rawValue
        return name.prefix(isAbbreviation ? name.count : 1).uppercased()
            + name.dropFirst(isAbbreviation ? name.count : 1) + "Event"
    }

    private static func value(_ shape: EventFieldDescription.Shape) -> Self {
        switch shape {
        case .id: .id
        case .time: .time
        case .hash: .hash
        case .dottedWords: .dottedWords
        case .text: .text
        case .whole: Self(["type": "integer"])
        case .milliseconds: .number
        case .flag: .flag
        case .choice(let values): .choice(values)
        case .numbers(let values): .numbers(values)
        case .sections: .list(of: .section)
        case .actor: Self.actor
        case .represented: Self.represented
        case .geo: Self.geo
        case .targets: .list(of: Self.target)
        case .changes: .list(of: Self.change)
        case .changedFields: .map(of: Self.valuePair)
        case .object: .map(of: .anything)
        }
    }

    private static let geo = Self.named(
        "Geo",
        .object(
            ["latitude", "longitude", "city", "country", "country_code"].map {
                Field($0, .text.orNull)
            }
        )
    )

    private static let actor = Self.named(
        "Actor",
        .object([
            Field("type", .choice(of: Event.ActorType.self).orNull),
            Field("id", .text.orNull),
            Field("name", .text.orNull),
            Field("verified", .flag.orNull),
            Field("on_behalf_of", Self.represented.orNull),
            Field("credential", .text.orNull),
        ])
    )

    private static let represented = Self.named(
        "Represented",
        .object([
            Field("type", .choice(of: Event.ActorType.self)), Field("id", .text),
            .optional("name", .text),
        ])
    )

    private static let target = Self.named(
        "Target",
        .object([
            Field("type", .text), .optional("id", .text), .optional("label", .text),
        ])
    )

    private static let change = Self.named(
        "Change",
        .object([
            Field("field", .text), .optional("old", .anything), .optional("new", .anything),
        ])
    )

    private static let valuePair = Self.list(of: .anything)
        .with("minItems", 2).with("maxItems", 2)
        .described("The old value and the new one.")
}
