internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// Who may sign in.
    static func users(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        guard scope.access.contains(.users) else { return [] }
        return [
            OpenAPIPath(scope.api("users/"), [Self.listUsers, Self.createUser]),
            OpenAPIPath(
                scope.api("users/{name}/"),
                [Self.showUser, Self.changeUser, Self.disableUser]
            ),
        ]
    }

    private static let name = OpenAPIParameter.path("name", .line, "The user's name.")

    private static let listUsers = OpenAPIOperation(
        .get,
        "listUsers",
        .access,
        .administrators,
        "The users, by name."
    )
    .taking(OpenAPIParameter.numberedPage)
    .taking(.tenant)
    .answering(.ok, "A page of them.", .page(of: .user))
    .failing(.notFound)

    private static let createUser = OpenAPIOperation(
        .post,
        "createUser",
        .access,
        .administrators,
        "Makes a user."
    )
    .reading(
        .newUser,
        example: [
            "name": "ada", "password": "correct horse battery", "permissions": ["view_logs"],
        ]
    )
    .answering(.created, "The user.", .user)

    private static let showUser = OpenAPIOperation(
        .get,
        "showUser",
        .access,
        .administrators,
        "One user."
    )
    .taking(Self.name)
    .answering(.ok, "The user.", .user)

    private static let changeUser = OpenAPIOperation(
        .patch,
        "changeUser",
        .access,
        .administrators,
        "Changes a user; what is not said stays."
    )
    .taking(Self.name)
    .reading(.changedUser, example: ["permissions": ["view_all_logs"]])
    .answering(.ok, "The user.", .user)

    private static let disableUser = OpenAPIOperation(
        .delete,
        "disableUser",
        .access,
        .administrators,
        "Disables a user and ends their sessions; the name stays taken."
    )
    .taking(Self.name)
    .answering(.noContent, "The user may not sign in any more.")
}

extension JSONSchema {
    fileprivate static let user = Self.named(
        "User",
        .object([
            Field("name", .text), Field("tenant", .tenant),
            Field("permissions", .list(of: .permission)),
            Field("is_superuser", .flag), Field("is_disabled", .flag),
            Field("must_change_password", .flag), Field("password_changed_at", .time),
            Field("created_at", .time), Field("last_sign_in_at", .time.orNull),
        ])
    )

    private static let password = Self.text(
        PasswordRule.fewestCharacters...PasswordRule.mostBytes
    )

    private static let settings: [Field] = [
        .optional("permissions", .list(of: .permission).orNull),
        .optional("is_superuser", .flag.orNull),
        .optional("must_change_password", .flag.orNull),
    ]

    fileprivate static let newUser = Self.object(
        [
            Field("name", .text(pattern: "^[A-Za-z0-9][A-Za-z0-9_.@+-]{0,63}$")),
            Field("password", Self.password), .optional("tenant", .tenant.orNull),
        ] + Self.settings
    )

    fileprivate static let changedUser = Self.object(
        [
            .optional("password", Self.password.orNull),
            .optional("is_disabled", .flag.orNull),
        ] + Self.settings
    )
}
