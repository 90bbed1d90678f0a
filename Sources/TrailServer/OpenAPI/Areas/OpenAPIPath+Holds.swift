internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// Legal holds.
    static func holds(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        [
            OpenAPIPath(scope.api("legal-holds/"), [Self.listHolds, Self.placeHold]),
            OpenAPIPath(scope.api("legal-holds/{id}/"), [Self.showHold, Self.releaseHold]),
        ]
    }

    /// The removal of all events of a kind.
    static func purges(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        EventList.ofOneKind.map { list in
            OpenAPIPath(
                scope.api(list.path + "/purge/"),
                [
                    OpenAPIOperation(
                        .post,
                        "purge" + list.title,
                        .retention,
                        .superusers,
                        "Removes all events of the kind, in two steps."
                    )
                    .detailed("Only where `admin.allow-purge` is set.")
                    .taking(.tenant)
                    .reading(
                        .object([.optional("confirm", JSONSchema.confirmation.orNull)]),
                        example: [:],
                        isRequired: false
                    )
                    .answering(.ok, "What would go, or what is gone.", .purge)
                    .failing(.held)
                ]
            )
        }
    }

    private static let listHolds = OpenAPIOperation(
        .get,
        "listHolds",
        .retention,
        .permission(.manageRetention),
        "The legal holds."
    )
    .taking(OpenAPIParameter.numberedPage)
    .taking(.flag("is_active", "Those that are active, or are released."), .tenant)
    .answering(.ok, "A page of them.", .page(of: .hold))
    .failing(.notFound)

    private static let placeHold = OpenAPIOperation(
        .post,
        "placeHold",
        .retention,
        .permission(.manageRetention),
        "Puts events under a legal hold."
    )
    .reading(
        .object([
            .init("reason", .text(1...1_024)), .init("filters", .filters),
            .optional("tenant_id", .tenant.orNull),
        ]),
        example: ["reason": "case 17", "filters": ["user_id": "42"]]
    )
    .answering(.created, "The hold.", .hold)

    private static let showHold = OpenAPIOperation(
        .get,
        "showHold",
        .retention,
        .permission(.manageRetention),
        "One legal hold."
    )
    .taking(.id(of: "hold"))
    .answering(.ok, "The hold.", .hold)

    private static let releaseHold = OpenAPIOperation(
        .delete,
        "releaseHold",
        .retention,
        .permission(.manageRetention),
        "Releases a legal hold; it stays in the list."
    )
    .taking(.id(of: "hold"))
    .answering(.noContent, "It is released.")
}

extension JSONSchema {
    fileprivate static let hold = Self.named(
        "LegalHold",
        .object([
            Field("id", .id), Field("tenant_id", .tenant), Field("filters", .map(of: .text)),
            Field("reason", .text), Field("is_active", .flag), Field("created_by", .text),
            Field("created_at", .time), Field("released_by", .text.orNull),
            Field("released_at", .time.orNull),
        ])
    )

    fileprivate static let purge = Self.any(of: [
        .object([
            Field("count", .count), Field("held", .count),
            Field("confirm", .text.described("To be sent back to do it.")),
            Field("expires_at", .time),
        ]),
        .object([Field("deleted", .count), Field("held", .count)]),
    ])
}
