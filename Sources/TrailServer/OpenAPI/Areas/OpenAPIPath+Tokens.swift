internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// API tokens.
    static func tokens(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        guard scope.access.contains(.tokens) else { return [] }
        return [
            OpenAPIPath(scope.api("tokens/"), [Self.listTokens, Self.createToken]),
            OpenAPIPath(scope.api("tokens/{name}/"), [Self.showToken, Self.revokeToken]),
        ]
    }

    private static let name = OpenAPIParameter.path("name", .line, "The token's name.")

    private static let listTokens = OpenAPIOperation(
        .get,
        "listTokens",
        .access,
        .administrators,
        "The API tokens, by name."
    )
    .taking(OpenAPIParameter.numberedPage)
    .taking(.tenant)
    .answering(.ok, "A page of them.", .page(of: .token))
    .failing(.notFound)

    private static let createToken = OpenAPIOperation(
        .post,
        "createToken",
        .access,
        .administrators,
        "Makes an API token; its secret is shown this once."
    )
    .reading(
        .object([
            .init("name", .text(1...64)),
            .init("scopes", .list(of: .scope).with("minItems", 1)),
            .optional("tenant", .tenant.orNull),
            .optional(
                "expires_in",
                JSONSchema.whole(1...Int64(TokenKeeper.longestLife)).described(
                    "In seconds."
                ).orNull
            ),
        ]),
        example: ["name": "backup", "scopes": ["read"], "expires_in": 86_400]
    )
    .answering(.created, "The token.", .newToken)

    private static let showToken = OpenAPIOperation(
        .get,
        "showToken",
        .access,
        .administrators,
        "One API token."
    )
    .taking(Self.name)
    .answering(.ok, "The token.", .token)

    private static let revokeToken = OpenAPIOperation(
        .delete,
        "revokeToken",
        .access,
        .administrators,
        "Revokes an API token."
    )
    .taking(Self.name)
    .answering(.noContent, "It is accepted no more.")
}

extension JSONSchema {
    fileprivate static let scope = Self.choice(of: APIToken.Scope.self)

    private static let tokenFields = [
        Field("name", .text), Field("tenant", .tenant), Field("scopes", .list(of: .scope)),
        Field("state", .choice(["valid", "expired", "revoked"])),
        Field("created_at", .time), Field("expires_at", .time.orNull),
        Field("revoked_at", .time.orNull),
    ]

    fileprivate static let token = Self.named("Token", .object(Self.tokenFields))

    fileprivate static let newToken = Self.named(
        "NewToken",
        .object(Self.tokenFields + [Field("token", .text)])
    )
}
