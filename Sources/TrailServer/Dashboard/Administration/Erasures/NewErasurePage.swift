internal import Hummingbird
internal import Trail

/// A new erasure, in two steps on one page.
///
/// The first form says what, the second confirms what that comes to. Whom it is about never stands
/// in an address.
struct NewErasurePage: FormPage {
    /// The field by which a list sends its filters to begin with, instead of a form that is filled in.
    static let beginning = "begin"

    let path = "erasures/new"
    let need = PageNeed.permission(.erase)

    func show(_ request: PageRequest) async throws -> Response {
        try self.form(nil, request)
    }

    /// The first step, with the filters of a list filled in.
    private func form(_ list: FormBody?, _ request: PageRequest) throws -> Response {
        let principal = try request.context.authorized(.erase)
        try QueryValues(request.request).allow()
        let given = try list.map { try FilterFields.values(of: $0) } ?? [:]
        let form = ErasureForm(principal: principal, tenant: list?["tenant_id"])
        let filters = FilterFields.fields(given, without: ["user_id"], in: request)
        let list = request.link(ErasureListPage.path)
        let view = NewErasureView(
            crumbLink: list,
            whom: form.whom(in: request),
            filters: filters,
            hasFilters: !given.isEmpty
                || filters.contains { field in
                    field.fieldError != nil
                        || request.rejected?.form[field.fieldName]?.isEmpty == false
                },
            form: FormView(
                form.fields(in: request),
                submit: "Count first",
                cancel: list,
                in: request,
                besides: form.whom(in: request) + filters
            )
        )
        return request.page(view, title: "New erasure")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let principal = try request.context.authorized(.erase)
        try QueryValues(request.request).allow()
        guard form[Self.beginning] == nil else { return try self.form(form, request) }
        let body = try ErasureForm(principal: principal).body(form)
        let keeper = ErasureKeeper(request.site.backend)
        guard body.confirmation != nil else {
            return try await Self.preview(body, keeper, form, request)
        }
        do {
            try form.checkUnderstood()
            let erasure = try await Self.sayingWhoMay(request) {
                try await keeper.erase(body, by: principal)
            }
            let events = NumberText.grouped(Int64(erasure.outcome.count))
            return request.redirect(
                to: request.link("erasures/\(erasure.id)"),
                note: .success("\(events) events were erased. What could not be reached is below.")
            )
        } catch let problem as Problem where problem.kind == .invalidInput {
            // The second step is shown again, counted anew, not the first one.
            var again = request
            let isOutdated = problem.errors.contains { $0.field == Confirmation.field }
            let shown =
                if problem == .confirmationUsed {
                    Confirmation.repeated
                } else if isOutdated {
                    Confirmation.outdated
                } else {
                    problem
                }
            again.rejected = RejectedForm(form: form, problem: shown)
            var response = try await Self.preview(body, keeper, form, again)
            response.status = problem.kind.status
            return response
        }
    }

    /// Shows what the erasure would come to.
    private static func preview(
        _ body: ErasureBody,
        _ keeper: ErasureKeeper,
        _ form: FormBody,
        _ request: PageRequest
    ) async throws -> Response {
        let principal = try request.context.authorized(.erase)
        let preview = try await Self.sayingWhoMay(request) {
            try await keeper.preview(body, by: principal)
        }
        let outcome = preview.outcome
        let events = NumberText.grouped(Int64(outcome.count))
        let own: Set<String> = [FormToken.field, Confirmation.field, "understood"]
        let sent = form.fields.filter { !own.contains($0.name) }.map { ($0.name, $0.value) }
        let view = ErasureConfirmView(
            confirm: ConfirmView(
                "Erase \(events) events of \(body.tenant)?",
                consequences: Self.consequences(body, outcome),
                counts: [
                    (label: "Events to erase", count: outcome.count),
                    (label: "Under a legal hold", count: outcome.held),
                ] + outcome.parts,
                submit: "Erase \(events) events",
                hidden: sent + [(Confirmation.field, preview.token.text)],
                cancel: request.link("erasures/new"),
                in: request
            ),
            unreached: outcome.unreached
        )
        return request.page(view, title: "Erase")
    }

    private static func consequences(
        _ body: ErasureBody,
        _ outcome: Erasure.Outcome
    ) -> [String] {
        let held =
            outcome.held == 0
            ? []
            : [
                body.skipsHeld
                    ? "What is under a legal hold is left out."
                    : "Some of it is under a legal hold, so nothing will be erased: release the hold, "
                        + "or go back and leave that out."
            ]
        return held + [
            "These sections go for good: \(body.sections.text). There is no way back but a backup.",
            "The events keep their places and leaf hashes, and every proof of the others holds.",
            "What is recorded from now on stays.",
            "Sealed with your name: how many events, and the reason, \(body.reason). Whom it was "
                + "about is forgotten.",
        ]
    }

    /// Lets the rule that somebody else has to do it be said with the form.
    private static func sayingWhoMay<Value>(
        _ request: PageRequest,
        _ work: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await request.answeringInForm(work)
        } catch let problem as Problem where problem.kind == .forbidden {
            throw Problem(.invalidInput, problem.detail)
        }
    }
}
