internal import Trail

// What a client sends to be recorded: an event as it is sealed, or less. A null counts as absent.

extension JSONSchema {
    /// An event to be recorded.
    static let draft = Self.named(
        "EventDraft",
        .any(of: Event.Kind.allCases.map { .draft($0) })
    )

    private static func draft(_ kind: Event.Kind) -> Self {
        .object(
            [
                Field("kind", .choice([kind.rawValue])),
                Field(
                    "what",
                    .object(
                        [Field("detail", Self.detail(of: kind))]
                            + Self.absent([
                                ("targets", .list(of: Self.target)),
                                ("changes", .list(of: Self.change)),
                                ("metadata", .map(of: .anything)),
                            ])
                    )
                ),
            ]
                + Self.absent([
                    ("v", .numbers([1])),
                    ("id", .id.described("The client's own, which makes a retry harmless.")),
                    ("tenant", .tenant),
                    ("occurred_at", .time),
                    ("action", .action),
                    ("outcome", .choice(of: Event.Outcome.self)),
                    ("who", Self.who),
                    ("where", Self.place),
                    ("recorded_at", .anything.described("Is passed over.")),
                ])
        )
    }

    private static func absent(_ fields: [(String, JSONSchema)]) -> [Field] {
        fields.map { name, schema in
            .optional(name, schema == .anything ? schema : schema.orNull)
        }
    }

    private static func texts(_ names: [String]) -> [Field] {
        Self.absent(names.map { ($0, .text) })
    }

    /// A text that is not empty.
    private static let word = Self.text.with("minLength", 1)

    private static let actorType = Self.choice(of: Event.ActorType.self)

    private static let who = Self.named(
        "DraftActor",
        .object(
            Self.texts(["id", "name", "session", "credential"])
                + Self.absent([
                    ("type", Self.actorType),
                    ("verified", .flag.described("Is passed over: a client only claims.")),
                    (
                        "on_behalf_of",
                        .object(
                            [Field("id", .text)] + Self.texts(["name"])
                                + Self.absent([("type", Self.actorType)])
                        )
                    ),
                ])
        )
    )

    private static let place = Self.named(
        "DraftContext",
        .object(
            Self.texts([
                "user_agent", "browser", "platform", "os", "origin", "referer", "request_id",
                "trace_id", "source",
            ])
                + Self.absent([
                    ("ip", .any(of: [.text(format: "ipv4"), .text(format: "ipv6")])),
                    ("bot", .flag),
                    ("source_sequence", .count),
                    (
                        "geo",
                        .object(
                            Self.texts([
                                "country_code", "country", "city", "latitude", "longitude",
                            ])
                        )
                    ),
                ])
        )
    )

    private static let target = Self.object([Field("type", .text)] + Self.texts(["id", "label"]))

    private static let change = Self.object([
        Field("field", .text), .optional("old", .anything), .optional("new", .anything),
    ])

    private static func detail(of kind: Event.Kind) -> Self {
        switch kind {
        case .page: .object([Field("path", Self.word)] + Self.texts(["referer"]))
        case .action:
            .object(
                [Field("action_type", .choice(of: ActionDetail.ActionType.self))]
                    + Self.absent([("status", .choice(of: ActionDetail.Status.self))])
                    + Self.texts(["remarks"])
            )
        case .crud:
            .object(
                [
                    Field("event_type", .numbers(CRUDDetail.EventType.allCases.map(\.rawValue))),
                    Field("model", Self.word),
                ]
                    + Self.absent([
                        ("before", .map(of: .anything)), ("after", .map(of: .anything)),
                    ])
            )
        case .login:
            .object(
                [Field("login_type", .numbers(LoginDetail.LoginType.allCases.map(\.rawValue)))]
                    + Self.texts(["username", "remarks"])
            )
        case .request: Self.requestDetail
        case .cors:
            .object(
                [Field("method", Self.word), Field("url", Self.word)]
                    + Self.texts(["query", "frontend_url"]) + Self.absent([("allowed", .flag)])
            )
        case .system:
            .object(
                [
                    Field("severity", .choice(of: SystemDetail.Severity.self)),
                    Field("category", Self.word), Field("event_name", Self.word),
                ] + Self.texts(["message", "source", "traceback"])
                    + Self.absent([("facts", .map(of: .anything))])
            )
        }
    }

    private static let requestDetail = Self.object(
        [Field("method", Self.word), Field("url", Self.word)] + Self.texts(["query", "route"])
            + Self.absent([
                ("status", .whole(100...999)),
                ("duration_us", .count), ("request_size", .count), ("response_size", .count),
            ])
    )
}
