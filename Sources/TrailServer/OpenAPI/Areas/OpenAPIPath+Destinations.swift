internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// Where events are stored.
    static func destinations(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        let one = scope.api("database-configs/{id}/")
        return [
            OpenAPIPath(
                scope.api("database-configs/"),
                [Self.listDestinations, Self.createDestination]
            ),
            OpenAPIPath(
                one,
                [
                    Self.showDestination, Self.replaceDestination, Self.changeDestination,
                    Self.deleteDestination,
                ]
            ),
            OpenAPIPath(
                one + "health_check/",
                twins: [one + "health-check/"],
                [Self.checkDestination]
            ),
            OpenAPIPath(
                one + "test_connection/",
                twins: [one + "test-connection/"],
                [Self.testDestination]
            ),
        ]
    }

    private static func destination(
        _ method: HTTPRequest.Method,
        _ id: String,
        _ summary: String
    ) -> OpenAPIOperation {
        OpenAPIOperation(
            method,
            id,
            .destinations,
            .permission(.manageDatabaseConfig),
            summary
        )
    }

    private static let listDestinations = Self.destination(
        .get,
        "listDestinations",
        "The destinations."
    )
    .taking(OpenAPIParameter.numberedPage)
    .taking(
        .query("engine", .text, "Those of this engine."),
        .query("engine__in", .list(of: .text(pattern: "^[a-z0-9_]+$")), "Of one of these."),
        .flag("is_active", "Those that are active, or are not."),
        .flag("is_primary", "Those that are primary, or are not."),
        .query("route_for", .choice(["all"]), "Destinations are for all kinds."),
        .tenant
    )
    .answering(.ok, "A page of them.", .page(of: .destination))
    .failing(.notFound)

    private static let createDestination = Self.destination(
        .post,
        "createDestination",
        "Makes a destination."
    )
    .reading(.wholeDestination, example: Self.example)
    .answering(.created, "The destination.", .destination)

    private static let showDestination = Self.destination(
        .get,
        "showDestination",
        "One destination."
    )
    .taking(.id(of: "destination"))
    .answering(.ok, "The destination.", .destination)

    private static let replaceDestination = Self.destination(
        .put,
        "replaceDestination",
        "Says anew what a destination is; silence keeps its password."
    )
    .taking(.id(of: "destination"))
    .reading(.wholeDestination, example: Self.example)
    .answering(.ok, "The destination.", .destination)

    private static let changeDestination = Self.destination(
        .patch,
        "changeDestination",
        "Changes a destination; what is not said stays."
    )
    .taking(.id(of: "destination"))
    .reading(.changedDestination, example: ["is_active": false])
    .answering(.ok, "The destination.", .destination)

    private static let deleteDestination = Self.destination(
        .delete,
        "deleteDestination",
        "Deletes a destination; what it holds is left as it is."
    )
    .taking(.id(of: "destination"))
    .answering(.noContent, "It is gone.")

    private static let checkDestination = Self.destination(
        .post,
        "checkDestination",
        "Looks whether a destination answers, and keeps the finding."
    )
    .taking(.id(of: "destination"))
    .answering(.ok, "The finding.", .destinationFinding)

    private static let testDestination = Self.destination(
        .post,
        "testDestination",
        "Looks whether a destination would answer if it were changed so."
    )
    .taking(.id(of: "destination"))
    .reading(.changedDestination, example: [:], isRequired: false)
    .answering(.ok, "The finding.", .destinationFinding)

    private static let example: JSON = [
        "name": "archive", "engine": "sqlite", "database_name": "archive.sqlite",
    ]
}

extension JSONSchema {
    private static let kept = [
        Field("id", .id), Field("name", .text), Field("engine", .text),
    ]

    fileprivate static let destination = Self.named(
        "Destination",
        .object(
            Self.kept + [
                Field("host", .text), Field("port", Self.port.orNull),
                Field("database_name", .text), Field("username", .text.orNull),
                Field("has_password", .flag), Field("route_for", .choice(["all"])),
                Field("is_primary", .flag), Field("is_active", .flag), Field("is_readonly", .flag),
                Field("tenant_id", .tenant.orNull), Field("connection_options", .object([])),
                Field("last_health_check", .time.orNull), Field("is_healthy", .flag.orNull),
                Field("health_error", .text.orNull), Field("created_at", .time),
                Field("updated_at", .time),
            ]
        )
    )

    fileprivate static let destinationFinding = Self.named(
        "DestinationFinding",
        .object(
            Self.kept + [
                Field("healthy", .flag), Field("error", .text.orNull),
                Field("latency_ms", .number.orNull), Field("checked_at", .time),
            ]
        )
    )

    private static let port = Self.whole(1...65_535)

    private static let settings: [Field] = [
        .optional("host", .text(1...253).orNull), .optional("port", Self.port.orNull),
        .optional("username", .line.orNull),
        .optional("password", JSONSchema.text(1...1_024).with("writeOnly", true).orNull),
        .optional("route_for", .choice(["all"]).orNull),
        .optional("is_primary", .flag.orNull), .optional("is_active", .flag.orNull),
        .optional("is_readonly", Self.any(of: [Self(["const": false]), .null])),
        .optional("tenant_id", .tenant.orNull),
        .optional("connection_options", JSONSchema.object([]).orNull),
    ]

    /// What a client sends back that has read a destination.
    private static let readOnly = [
        "id", "has_password", "last_health_check", "is_healthy", "health_error", "created_at",
        "updated_at",
    ].map { Field.optional($0, JSONSchema.anything.described("Is passed over.")) }

    fileprivate static let wholeDestination = Self.object(
        [Field("name", .line), Field("engine", .line), Field("database_name", .line)]
            + Self.settings + Self.readOnly
    )

    fileprivate static let changedDestination = Self.object(
        ["name", "engine", "database_name"].map { .optional($0, JSONSchema.line.orNull) }
            + Self.settings + Self.readOnly
    )
}
