internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// How long events are kept.
    static func policies(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        let one = scope.api("retention-policies/{id}/")
        return [
            OpenAPIPath(scope.api("retention-policies/"), [Self.listPolicies, Self.createPolicy]),
            OpenAPIPath(
                one,
                [Self.showPolicy, Self.replacePolicy, Self.changePolicy, Self.deletePolicy]
            ),
            OpenAPIPath(one + "run_now/", twins: [one + "run-now/"], [Self.runPolicy]),
        ]
    }

    private static func policy(
        _ method: HTTPRequest.Method,
        _ id: String,
        _ summary: String
    ) -> OpenAPIOperation {
        OpenAPIOperation(method, id, .retention, .permission(.manageRetention), summary)
    }

    private static let listPolicies = Self.policy(.get, "listPolicies", "The policies.")
        .taking(OpenAPIParameter.numberedPage)
        .taking(
            .query("event_type", .kindOrAll, "Those for this kind, or for all of them."),
            .flag("is_active", "Those that are active, or are not."),
            .tenant
        )
        .answering(.ok, "A page of them.", .page(of: .policy))
        .failing(.notFound)

    private static let createPolicy = Self.policy(.post, "createPolicy", "Makes a policy.")
        .reading(.wholePolicy, example: Self.example)
        .answering(.created, "The policy.", .policy)

    private static let showPolicy = Self.policy(.get, "showPolicy", "One policy.")
        .taking(.id(of: "policy"))
        .answering(.ok, "The policy.", .policy)

    private static let replacePolicy = Self.policy(
        .put,
        "replacePolicy",
        "Says anew what a policy is."
    )
    .taking(.id(of: "policy"))
    .reading(.wholePolicy, example: Self.example)
    .answering(.ok, "The policy.", .policy)

    private static let changePolicy = Self.policy(
        .patch,
        "changePolicy",
        "Changes a policy; what is not said stays."
    )
    .taking(.id(of: "policy"))
    .reading(.changedPolicy, example: ["retain_days": 30])
    .answering(.ok, "The policy.", .policy)

    private static let deletePolicy = Self.policy(.delete, "deletePolicy", "Deletes a policy.")
        .taking(.id(of: "policy"))
        .answering(.noContent, "It is gone.")

    private static let runPolicy = Self.policy(
        .post,
        "runPolicy",
        "Removes at once what the policy does not keep."
    )
    .taking(.id(of: "policy"))
    .answering(.ok, "How many events are gone.", .deleted, example: ["deleted": 12])

    private static let example: JSON = [
        "name": "a quarter of requests", "event_type": "request", "retain_days": 90,
    ]
}

extension JSONSchema {
    fileprivate static let kindOrAll = Self.choice(["all"] + Event.Kind.allCases.map(\.rawValue))

    fileprivate static let deleted = Self.object([Field("deleted", .count)])

    private static let days = Self.whole(
        Int64(RetentionPolicy.days.lowerBound)...Int64(RetentionPolicy.days.upperBound)
    )

    fileprivate static let policy = Self.named(
        "RetentionPolicy",
        .object([
            Field("id", .id), Field("name", .text), Field("event_type", Self.kindOrAll),
            Field("retain_days", Self.days), Field("is_active", .flag),
            Field("tenant_id", .tenant.orNull), Field("last_run", .time.orNull),
            Field("records_deleted", .count), Field("created_at", .time),
            Field("updated_at", .time),
        ])
    )

    private static let choices: [Field] = [
        .optional("event_type", Self.kindOrAll.orNull), .optional("is_active", .flag.orNull),
        .optional("tenant_id", .tenant.orNull),
    ]

    /// What a client sends back that has read a policy.
    private static let readOnly = PolicyFields.readOnly.map { name in
        Field.optional(name, JSONSchema.anything.described("Is passed over."))
    }

    fileprivate static let wholePolicy = Self.object(
        [Field("name", .line), Field("retain_days", Self.days)] + Self.choices + Self.readOnly
    )

    fileprivate static let changedPolicy = Self.object(
        [
            .optional("name", .line.orNull), .optional("retain_days", Self.days.orNull),
        ] + Self.choices + Self.readOnly
    )
}
