internal import Hummingbird
internal import Trail

/// The users: who may sign in.
struct UserListPage: DashboardPage {
    static let path = "users"
    let keeper: UserKeeper
    var path: String { Self.path }
    let need = PageNeed.administering
    let entry: NavigationEntry? = NavigationEntry(.administration, "Users", icon: "users")

    func show(_ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorizedToAdminister()
        let users = try await self.keeper.users(of: request.tenants(for: principal))
        let (shown, part) = try ListPart.of(users, request)
        let add = (text: "New user", link: request.link("users/new"))
        let table = TableView(
            "Users",
            [.init("Name")] + principal.tenantColumn + [
                .init("State"), .init("Permissions"), .init("Last sign-in"),
            ],
            shown.map { user in
                [.text(user.name, link: request.link(to: user))]
                    + principal.tenantCell(user.tenant) + [
                        .badge(user.stateBadge), .text(user.rightsText), .time(user.lastSignInAt),
                    ]
            },
            empty: EmptyView(
                "No users yet",
                "Whoever is to see the log needs a user of their own.",
                [add]
            )
        )
        let view = AdminListView(
            "Users",
            "Who may sign in, and what they may do.",
            ways: [add],
            table: table,
            part: part
        )
        return request.page(view, title: "Users")
    }
}

/// A new user.
struct NewUserPage: FormPage {
    let keeper: UserKeeper
    let path = "users/new"
    let need = PageNeed.administering

    func show(_ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorizedToAdminister()
        try QueryValues(request.request).allow()
        let list = request.link(UserListPage.path)
        let view = AdminFormView(
            "New user",
            in: ("Users", list),
            [],
            FormView(
                UserForm(principal: principal).fields(in: request),
                submit: "Add the user",
                cancel: list,
                in: request
            )
        )
        return request.page(view, title: "New user")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorizedToAdminister()
        try QueryValues(request.request).allow()
        var body = try UserForm(principal: principal).body(new: form)
        let user = try await request.answeringInForm {
            try await self.keeper.create(&body, by: principal)
        }
        return request.redirect(
            to: request.link(to: user),
            note: .success("\(user.name) may sign in.")
        )
    }
}
