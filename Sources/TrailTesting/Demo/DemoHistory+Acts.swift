import Trail

extension DemoHistory {
    /// What a user did to an object; now and then an administrator does it for them.
    mutating func action() -> Event.Draft {
        let user = self.user()
        let type = self.pick([ActionDetail.ActionType.read, .read, .create, .update, .delete])
        let status: ActionDetail.Status = self.chance(in: 25) ? .failed : .success
        var actor = user.actor
        if self.chance(in: 60) {
            actor = self.users[0].actor
            actor.onBehalfOf = Event.Represented(id: user.id, name: user.name)
        }
        let kind = self.pick(Self.models)
        return Event.Draft(
            .action(ActionDetail(type, status: status, remarks: "\(type.rawValue) \(kind)")),
            actor: actor,
            context: self.context(of: user),
            targets: [Event.Target(type: kind, id: String(self.number(below: 50_000)))]
        )
    }

    /// A changed row, with what it was and what it is.
    mutating func change() -> Event.Draft {
        let user = self.user()
        let model = self.pick(Self.models)
        let id = String(self.number(below: 50_000))
        let states: [JSON] = ["open", "paid", "packed", "sent", "returned"]
        let before: JSON = [
            "id": .string(id), "state": self.pick(states),
            "total_cents": .integer(Int64(self.number(below: 40_000))),
        ]
        let after: JSON = [
            "id": .string(id), "state": self.pick(states),
            "total_cents": .integer(Int64(self.number(below: 40_000))),
        ]
        let detail: CRUDDetail
        switch self.number(below: 10) {
        case 0...2: detail = CRUDDetail(.create, model: model, after: CanonicalJSON(after))
        case 3: detail = CRUDDetail(.delete, model: model, before: CanonicalJSON(before))
        default:
            detail = CRUDDetail(
                .update,
                model: model,
                before: CanonicalJSON(before),
                after: CanonicalJSON(after)
            )
        }
        return Event.Draft(
            .crud(detail),
            actor: user.actor,
            context: self.context(of: user),
            targets: [Event.Target(type: model, id: id, label: "\(model) \(id)")],
            changes: detail.type == .update ? Self.changes(before, after) : []
        )
    }

    /// A user signs in or out, or mistypes the password.
    mutating func login() -> Event.Draft {
        let user = self.user()
        let type = self.pick([LoginDetail.LoginType.login, .login, .logout, .tokenRefresh])
        let isFailed = self.chance(in: 12)
        return Event.Draft(
            .login(LoginDetail(isFailed ? .failed : type, username: user.name)),
            actor: isFailed ? nil : user.actor,
            context: self.context(of: user)
        )
    }

    /// One address tries passwords for one account.
    mutating func guessedPassword() -> Event.Draft {
        var context = Event.Context()
        context.ip = "192.0.2.254"
        context.userAgent = "curl/8.5.0"
        context.isBot = true
        return Event.Draft(
            .login(LoginDetail(.failed, username: self.users[0].name, remarks: "wrong password")),
            context: context
        )
    }

    /// A deployment, a nightly job, or an error.
    mutating func system(isBadRelease: Bool) -> Event.Draft {
        var detail: SystemDetail
        switch self.number(below: isBadRelease ? 1 : 10) {
        case 0:
            detail = SystemDetail(
                isBadRelease ? .critical : .error,
                category: "server",
                eventName: "unhandled_error",
                message: "An order could not be priced."
            )
            detail.traceback =
                "Pricing.total(of:)\nOrderRoutes.create(_:)\nApplication.respond(to:)"
        case 1...3:
            detail = SystemDetail(
                .info,
                category: "deployment",
                eventName: "released",
                message: "Release 4.\(self.number(below: 90)) is live."
            )
        case 4...5:
            detail = SystemDetail(
                .warning,
                category: "database",
                eventName: "slow_query",
                message: "The revenue report took more than three seconds."
            )
        default:
            detail = SystemDetail(
                .info,
                category: "jobs",
                eventName: "nightly_run",
                message: "Invoices were sent."
            )
        }
        detail.source = "shop-\(self.number(below: 3) + 1)"
        return Event.Draft(
            .system(detail),
            actor: Event.Actor(type: .system, id: "shop", isVerified: true)
        )
    }

    private static func changes(_ before: JSON, _ after: JSON) -> [Event.Change] {
        guard case .object(let old) = before, case .object(let new) = after else { return [] }
        return old.keys.sorted().compactMap { field in
            guard let one = old[field], let other = new[field], one != other else { return nil }
            return Event.Change(field: field, old: CanonicalJSON(one), new: CanonicalJSON(other))
        }
    }

    private static let models = ["order", "article", "customer", "invoice"]
}

extension DemoHistory {
    /// A user; some are far busier than others.
    mutating func user() -> DemoUser {
        let place = Swift.min(self.number(below: 400), self.number(below: 400))
        return self.users[place]
    }

    /// Where a user's acts come from.
    func context(of user: DemoUser) -> Event.Context {
        var context = Event.Context()
        context.ip = user.ip
        context.userAgent = user.userAgent
        context.browser = user.browser
        context.platform = user.platform
        context.geo = Event.Geo()
        context.geo?.countryCode = user.country.code
        context.geo?.country = user.country.name
        context.geo?.city = user.country.city
        return context
    }

    mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &self.random) }

    mutating func chance(in count: Int) -> Bool { self.number(below: count) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[self.number(below: elements.count)]
    }
}
