internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// Erasing what the log says about a person.
    static func erasures(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        [
            OpenAPIPath(scope.api("erasures/"), [Self.listErasures, Self.erase]),
            OpenAPIPath(scope.api("erasures/{id}/"), [Self.showErasure]),
        ]
    }

    private static let listErasures = OpenAPIOperation(
        .get,
        "listErasures",
        .erasure,
        .permission(.erase),
        "The erasures; whom they are about is not said."
    )
    .taking(OpenAPIParameter.numberedPage)
    .taking(.tenant)
    .answering(.ok, "A page of them.", .page(of: .erasure))
    .failing(.notFound)

    private static let erase = OpenAPIOperation(
        .post,
        "erase",
        .erasure,
        .permission(.erase),
        "Erases sections of events, in two steps."
    )
    .detailed("The first step counts and gives a token; the second one sends it as `confirm`.")
    .reading(
        .any(of: [.order(of: [.init("actor_id", .text(1...1_024))]), .order(of: .filters)]),
        example: ["actor_id": "42", "reason": "request 2026-17"]
    )
    .answering(.ok, "What would be erased.", .preview)
    .answering(.created, "What is erased.", .erasure)
    .failing(.held)

    private static let showErasure = OpenAPIOperation(
        .get,
        "showErasure",
        .erasure,
        .permission(.erase),
        "One erasure."
    )
    .taking(.id(of: "erasure"))
    .answering(.ok, "The erasure.", .erasure)
}

extension JSONSchema {
    fileprivate static func order(of filters: JSONSchema) -> Self {
        .object([Field("filters", filters)] + Self.orderFields)
    }

    fileprivate static func order(of actor: [Field]) -> Self {
        .object(
            actor + [.optional("actor_type", Self.choice(of: Event.ActorType.self).orNull)]
                + Self.orderFields
        )
    }

    private static let orderFields = [
        Field("reason", .text(1...1_024)),
        .optional("sections", .list(of: .section).with("minItems", 1)),
        .optional("tenant_id", .tenant.orNull), .optional("skip_held", .flag.orNull),
        .optional("confirm", JSONSchema.confirmation.orNull),
    ]

    private static let outcome = [
        Field("sections", .list(of: .section)), Field("count", .count), Field("held", .count),
        Field(
            "kinds",
            .object(Event.Kind.allCases.map { .optional($0.rawValue, .count) })
        ),
        Field("beside", .map(of: .count).described("What was erased elsewhere, by place.")),
        Field("not_reached", .list(of: .text)),
    ]

    fileprivate static let erasure = Self.named(
        "Erasure",
        .object(
            [
                Field("id", .id), Field("status", .choice(["under_way", "finished"])),
                Field("tenant_id", .tenant), Field("reason", .text),
                Field("ordered_by", .text.orNull), Field("created_at", .time),
                Field("recorded_before", .time), Field("finished_at", .time.orNull),
            ] + Self.outcome
        )
    )

    fileprivate static let preview = Self.object(
        [Field("dry_run", Self(["const": true]))] + Self.outcome
            + [Field("confirm", .text), Field("expires_at", .time)]
    )
}
