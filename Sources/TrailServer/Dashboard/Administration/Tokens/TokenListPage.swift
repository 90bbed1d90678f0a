internal import Hummingbird
internal import Trail

/// The API tokens: what programs sign in with.
struct TokenListPage: DashboardPage {
    static let path = "tokens"
    let keeper: TokenKeeper
    var path: String { Self.path }
    let need = PageNeed.administering
    let entry: NavigationEntry? = NavigationEntry(.administration, "Tokens", icon: "token")

    func show(_ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorizedToAdminister()
        let tokens = try await self.keeper.tokens(of: request.tenants(for: principal))
        let (shown, part) = try ListPart.of(tokens, request)
        let add = (text: "New token", link: request.link("tokens/new"))
        let now = request.now
        let table = TableView(
            "Tokens",
            [.init("Name")] + principal.tenantColumn + [
                .init("State"), .init("May"), .init("Made"), .init("Ends"), .init("Revoked"),
            ],
            shown.map { token in
                let revoke = request.link("tokens/revoke", [("name", token.name)])
                return [.text(token.name)] + principal.tenantCell(token.tenant) + [
                    .badge(token.stateBadge(at: now)), .text(token.scopeText),
                    .time(token.createdAt),
                    token.expiresAt.map { .time($0) } ?? .text("never"),
                    token.isValid(at: now) ? .text("Revoke", link: revoke) : .time(token.revokedAt),
                ]
            },
            empty: EmptyView(
                "No tokens yet",
                "A program that records events or reads them needs a token of its own.",
                [add]
            )
        )
        let view = AdminListView(
            "Tokens",
            "What programs show to be let in. Only a hash of each is kept.",
            ways: [add],
            table: table,
            part: part
        )
        return request.page(view, title: "Tokens")
    }
}

/// Revoking a token, after saying what that does.
///
/// Names of tokens may hold slashes and dots, so the name is a parameter and no part of the path.
struct RevokeTokenPage: FormPage {
    let keeper: TokenKeeper
    let path = "tokens/revoke"
    let need = PageNeed.administering

    func show(_ request: PageRequest) async throws -> Response {
        let (principal, token) = try await self.token(request)
        let view = ConfirmView(
            "Revoke \(token.name)?",
            consequences: [
                "Programs that use it are refused within seconds. It was good for: "
                    + "\(token.scopeText).",
                "A token that is revoked stays so, and its name stays taken; make a new one for the "
                    + "program.",
                "What was recorded with it stays. It is sealed as an event, with your name.",
            ],
            counts: [],
            submit: "Revoke \(token.name)",
            hidden: Self.confirmation(token, principal).hidden(request),
            cancel: request.link(TokenListPage.path),
            in: request
        )
        return request.page(view, title: "Revoke \(token.name)")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (principal, token) = try await self.token(request)
        try Self.confirmation(token, principal).check(form, request)
        try await self.keeper.revoke(token, by: principal)
        return request.redirect(
            to: request.link(TokenListPage.path),
            note: .success("The token \(token.name) was revoked.")
        )
    }

    private func token(
        _ request: PageRequest
    ) async throws -> (principal: Principal, token: APIToken) {
        let principal = try request.context.authorizedToAdminister()
        let values = try QueryValues(request.request)
        try values.allow("name")
        return (principal, try await self.keeper.token(values["name"] ?? "", for: principal))
    }

    private static func confirmation(_ token: APIToken, _ principal: Principal) -> Confirmation {
        Confirmation(act: "revoke token \(token.name)", principal: principal)
    }
}

extension APIToken {
    /// Whether it is good.
    func stateBadge(at now: Timestamp) -> Badge {
        if self.revokedAt != nil { return Badge("revoked", .bad, icon: "barred") }
        return self.isValid(at: now)
            ? Badge("valid", .good, icon: "check") : Badge("expired", .warning, icon: "clock")
    }

    /// What it is good for, for people.
    var scopeText: String {
        Scope.allCases.filter(self.scopes.contains).map(\.rawValue).joined(separator: ", ")
    }
}
