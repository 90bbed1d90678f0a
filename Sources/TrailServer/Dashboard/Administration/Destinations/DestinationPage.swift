internal import Hummingbird
internal import Trail

/// One destination: where it is, how it was, and whom it is for.
struct DestinationPage: FormPage {
    let path = "databases/:id"
    let need = PageNeed.permission(.manageDatabaseConfig)

    func show(_ request: PageRequest) async throws -> Response {
        let (principal, destination) = try await Self.destination(request)
        return self.page(destination, principal, request, finding: nil)
    }

    private func page(
        _ destination: Destination,
        _ principal: Principal,
        _ request: PageRequest,
        finding: DestinationChecker.Finding?
    ) -> Response {
        var item = AdminItemView(
            destination.name,
            in: ("Databases", request.link(DestinationListPage.path)),
            facts: Self.facts(destination)
        )
        item.acts = Self.acts(destination, request)
        let form = DestinationForm(
            principal: principal,
            destinations: request.site.backend.destinations
        )
        // A test is no look at what somebody else has changed meanwhile.
        let seen = finding == nil ? nil : request.rejected?.form[SeenState.field]
        let view = DestinationFormView(
            item,
            FormView(
                form.fields(destination, in: request),
                submit: "Save",
                hidden: SeenState.hidden(seen ?? destination.fingerprint),
                in: request
            ),
            finding: finding
        )
        return request.page(view, title: destination.name)
    }

    private static func facts(
        _ destination: Destination
    ) -> [(title: String, cell: TableView.Cell)] {
        var facts: [(title: String, cell: TableView.Cell)] = [
            ("State", .badge(destination.stateBadge)), ("Health", .badge(destination.healthBadge)),
            ("Checked", .time(destination.health?.checkedAt)),
        ]
        if let fault = destination.health?.fault { facts.append(("Fault", .text(fault))) }
        return facts + [
            ("Where", .code(destination.placeText)),
            ("Password", .text(destination.login.password == nil ? "none" : "kept, not shown")),
            ("Added", .time(destination.createdAt)), ("Changed", .time(destination.updatedAt)),
        ]
    }

    private static func acts(
        _ destination: Destination,
        _ request: PageRequest
    ) -> [AdminItemView.Act] {
        let link = "databases/\(destination.id)"
        return [
            AdminItemView.Act(
                actTitle: "Health check",
                actText: "Looks whether it can be used as it was saved, and keeps what was found.",
                actForm: FormView(
                    [],
                    submit: "Check now",
                    action: request.link(link + "/health"),
                    in: request.asNew
                )
            ),
            AdminItemView.Act(
                actTitle: "Delete",
                actText: "Takes it out of the list. The database itself is left as it is.",
                actLink: request.link(link + "/delete"),
                actLabel: "Delete the database",
                isTaking: true
            ),
        ]
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (principal, stored) = try await Self.destination(request)
        let backend = request.site.backend
        var body = try DestinationForm(principal: principal, destinations: backend.destinations)
            .body(form)
        let keeper = DestinationKeeper(backend: backend)
        guard form[DestinationForm.test] == nil else {
            let altered = try keeper.altered(stored, &body, by: principal)
            let finding = try await keeper.test(altered)
            return self.page(stored, principal, request.keeping(form), finding: finding)
        }
        try form.check(seen: stored.fingerprint)
        let changed = try await request.answeringInForm {
            try await keeper.change(stored, &body, isWhole: true, by: principal)
        }
        return request.redirect(
            to: request.link("databases/\(stored.id)"),
            note: .success("The database \(changed.name) was saved.")
        )
    }

    /// The destination that the path names.
    static func destination(
        _ request: PageRequest
    ) async throws -> (principal: Principal, destination: Destination) {
        let principal = try request.context.authorized(.manageDatabaseConfig)
        try QueryValues(request.request).allow()
        let keeper = DestinationKeeper(backend: request.site.backend)
        return (principal, try await keeper.destination(request.context.id(), for: principal))
    }
}

/// Looking whether a destination can be used.
struct DestinationHealthPage: FormPage {
    let path = "databases/:id/health"
    let need = PageNeed.permission(.manageDatabaseConfig)

    func show(_ request: PageRequest) async throws -> Response {
        let (_, destination) = try await DestinationPage.destination(request)
        return request.redirect(to: request.link("databases/\(destination.id)"))
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (_, destination) = try await DestinationPage.destination(request)
        let keeper = DestinationKeeper(backend: request.site.backend)
        let fault = try await keeper.checkHealth(of: destination).fault
        return request.redirect(
            to: request.link("databases/\(destination.id)"),
            note: fault.map { .warning("\(destination.name) cannot be used: \($0)") }
                ?? .success("\(destination.name) is healthy.")
        )
    }
}

/// Deleting a destination, after saying what becomes of what it holds.
struct DeleteDestinationPage: FormPage {
    let path = "databases/:id/delete"
    let need = PageNeed.permission(.manageDatabaseConfig)

    func show(_ request: PageRequest) async throws -> Response {
        let (principal, destination) = try await DestinationPage.destination(request)
        let keeper = DestinationKeeper(backend: request.site.backend)
        try await keeper.checkRouting(destination, nil)
        let view = ConfirmView(
            "Delete \(destination.name)?",
            consequences: [
                "It holds no ledger, so no event is lost by it.",
                "No tenant's events can begin there any more: new ledgers go to another database, or "
                    + "to the main store.",
                "The database itself, \(destination.placeText), is left as it is.",
                "Its password is forgotten. The deletion is sealed as an event, with your name.",
            ],
            counts: [("Ledgers in it", 0)],
            submit: "Delete the database",
            hidden: Self.confirmation(destination, principal).hidden(request),
            cancel: request.link("databases/\(destination.id)"),
            in: request
        )
        return request.page(view, title: "Delete \(destination.name)")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (principal, destination) = try await DestinationPage.destination(request)
        try Self.confirmation(destination, principal).check(form, request)
        try await DestinationKeeper(backend: request.site.backend)
            .delete(destination, by: principal)
        return request.redirect(
            to: request.link(DestinationListPage.path),
            note: .success("The database \(destination.name) was deleted.")
        )
    }

    private static func confirmation(
        _ destination: Destination,
        _ principal: Principal
    ) -> Confirmation {
        Confirmation(act: "delete destination \(destination.fingerprint)", principal: principal)
    }
}

extension PageRequest {
    /// The request without what was entered, for another form on the same page.
    var asNew: PageRequest {
        var request = self
        request.rejected = nil
        return request
    }
}
