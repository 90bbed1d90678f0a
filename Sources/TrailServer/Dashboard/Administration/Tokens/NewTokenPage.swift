internal import Hummingbird
internal import Trail

/// A new token; its secret is shown once, in the answer to the form.
struct NewTokenPage: FormPage {
    let keeper: TokenKeeper
    let path = "tokens/new"
    let need = PageNeed.administering

    private static let day = 86_400
    private static let lives: [(value: String, text: String)] = [
        ("\(30 * day)", "30 days"), ("\(90 * day)", "90 days"), ("\(365 * day)", "1 year"),
        ("", "Never"),
    ]

    func show(_ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorizedToAdminister()
        try QueryValues(request.request).allow()
        let list = request.link(TokenListPage.path)
        let fields: [FormView.Field] =
            [
                .input("name", "Name", in: request).required.autocomplete("off")
                    .hint("Which program it is for, such as shop-backend."),
                .checks(
                    "scopes",
                    "It may",
                    [
                        ("ingest", "Record events (ingest)"),
                        ("read", "Read all events of the tenant (read)"),
                        ("admin", "Everything within the tenant (admin)"),
                    ],
                    in: request
                ),
                .choice(
                    "expires_in",
                    "Ends after",
                    Self.lives,
                    value: Self.lives[1].value,
                    in: request
                ).required,
            ]
            + principal.tenantField(
                "tenant",
                value: nil,
                hint: "Leave it empty for your own, \(principal.tenant).",
                in: request
            )
        let view = AdminFormView(
            "New token",
            in: ("Tokens", list),
            ["The token is shown once, on the next page."],
            FormView(fields, submit: "Make the token", cancel: list, in: request)
        )
        return request.page(view, title: "New token")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorizedToAdminister()
        try QueryValues(request.request).allow()
        var shape: [(name: String, value: FormBody.Value)] = [
            ("name", .text), ("expires_in", .number),
        ]
        if !form.all("scopes").isEmpty { shape.append(("scopes", .texts)) }
        var body = try form.object(shape + principal.tenantShape("tenant"))
        let created = try await request.answeringInForm {
            try await self.keeper.create(&body, by: principal)
        }
        let view = MadeTokenView(
            tokenName: created.token.name,
            secret: created.secret.text,
            back: request.link(TokenListPage.path)
        )
        return request.page(view, title: "New token", scripts: ["copy.js"])
    }
}

/// The secret of a token that has just been made.
struct MadeTokenView: PageView {
    let tokenName: String
    let secret: String
    let back: String

    static let name = "made-token"
    static let template = """
        {{<layout}}{{$main}}
        <p class="crumbs"><a href="{{back}}">Tokens</a></p>
        <header class="page-head"><h1>The token {{tokenName}} was made</h1></header>
        <p class="note warning" role="status">Copy it now: only a hash of it is kept, so it cannot be \
        shown again.</p>
        <div class="copy-field"><label for="secret">Token</label>
        <div class="copy-row"><input id="secret" class="secret" type="text" readonly \
        value="{{secret}}" autocomplete="off" spellcheck="false">
        <button type="button" data-copy="secret" hidden>Copy</button></div>
        <p class="hint" role="status" id="copied"></p></div>
        <p>A program shows it with each request: <code>Authorization: Bearer …</code></p>
        <p class="actions"><a class="button primary" href="{{back}}">I have copied it</a></p>
        {{/main}}{{/layout}}
        """
}
