internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// Signing in and out.
    static func session(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        guard scope.access.contains(.session) else { return [] }
        return [
            OpenAPIPath(scope.api("session/"), [Self.showSession, Self.signIn, Self.signOut]),
            OpenAPIPath(scope.api("session/password/"), [Self.changePassword]),
        ]
    }

    private static let cookie = ["Set-Cookie": "The cookie of the session."]

    private static let showSession = OpenAPIOperation(
        .get,
        "showSession",
        .access,
        .signedIn,
        "Who one is, and what one may do."
    )
    .answering(.ok, "Who one is.", .whoever)

    private static let signIn = OpenAPIOperation(
        .post,
        "signIn",
        .access,
        .visitors,
        "Signs a user in."
    )
    .reading(
        .object([
            .init("username", .line), .init("password", .text(1...PasswordRule.mostBytes)),
        ]),
        example: ["username": "ada", "password": "correct horse battery"]
    )
    .answering(.ok, "Who one is now.", .whoever, headers: Self.cookie)
    .failing(.unauthenticated, .tooManyRequests)

    private static let signOut = OpenAPIOperation(
        .delete,
        "signOut",
        .access,
        .signedIn,
        "Ends the session."
    )
    .answering(.noContent, "It has ended.", headers: Self.cookie)
    .failing(.notFound)

    private static let changePassword = OpenAPIOperation(
        .post,
        "changePassword",
        .access,
        .signedIn,
        "Changes one's own password, and begins a new session."
    )
    .reading(
        .object(
            ["current_password", "new_password"].map { name in
                .init(name, .text(1...PasswordRule.mostBytes))
            }
        ),
        example: [
            "current_password": "correct horse battery", "new_password": "staple a wrong horse",
        ]
    )
    .answering(.ok, "Who one is.", .whoever, headers: Self.cookie)
    .failing(.tooManyRequests)
}

extension JSONSchema {
    fileprivate static let whoever = Self.named(
        "Whoever",
        .object([
            Field("id", .text), Field("name", .text),
            Field("type", .choice(of: Event.ActorType.self)), Field("tenant", .tenant),
            Field("permissions", .list(of: .permission)),
            Field("is_superuser", .flag), Field("is_administrator", .flag),
            Field("must_change_password", .flag),
            Field("credential", .text.orNull),
            Field(
                "session",
                JSONSchema.object([
                    Field("id", .text), Field("created_at", .time), Field("expires_at", .time),
                ])
                .orNull
            ),
        ])
    )
}
