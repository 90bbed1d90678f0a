internal import Hummingbird
internal import Trail

/// Running a policy at once, after counting what would go.
struct RunPolicyPage: FormPage {
    let path = "retention/:id/run"
    let need = PageNeed.permission(.manageRetention)

    func show(_ request: PageRequest) async throws -> Response {
        let (principal, policy) = try await PolicyPage.policy(request)
        let keeper = PolicyKeeper(backend: request.site.backend)
        let counted = try await keeper.run(policy, by: principal, isDryRun: true)
        let events = NumberText.grouped(Int64(counted.count))
        let tenant = policy.scope.tenant.map { "of \($0)" } ?? "of every tenant"
        let view = ConfirmView(
            "Run \(policy.name) now?",
            consequences: [
                "Events \(tenant) (\(policy.scopeText)) that are older than \(policy.daysText) are "
                    + "removed for good, as far as no more specific policy decides about them.",
                "Their leaf hashes stay, so that the ledger still proves what was there.",
                "What is under a legal hold stays.",
                "What grows old enough until you confirm goes as well.",
                "What was removed, and by whom, is sealed.",
            ],
            counts: [("Events to remove", counted.count), ("Under a legal hold", counted.held)],
            submit: counted.count == 0 ? "Run, though nothing is due" : "Remove \(events) events",
            hidden: Self.confirmation(policy, principal).hidden(request),
            cancel: request.link("retention/\(policy.id)"),
            in: request
        )
        return request.page(view, title: "Run \(policy.name)")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (principal, policy) = try await PolicyPage.policy(request)
        try Self.confirmation(policy, principal).check(form, request)
        let keeper = PolicyKeeper(backend: request.site.backend)
        let done = try await keeper.run(policy, by: principal)
        let held =
            done.held == 0
            ? "" : " \(NumberText.grouped(Int64(done.held))) stay, under a legal hold."
        return request.redirect(
            to: request.link("retention/\(policy.id)"),
            note: .success(
                "\(NumberText.grouped(Int64(done.count))) events were removed." + held
            )
        )
    }

    private static func confirmation(
        _ policy: RetentionPolicy,
        _ principal: Principal
    ) -> Confirmation {
        Confirmation(act: "run policy \(policy.fingerprint)", principal: principal)
    }
}

/// Deleting a policy, after saying what decides instead.
struct DeletePolicyPage: FormPage {
    let path = "retention/:id/delete"
    let need = PageNeed.permission(.manageRetention)

    func show(_ request: PageRequest) async throws -> Response {
        let (principal, policy) = try await PolicyPage.policy(request)
        let keeper = PolicyKeeper(backend: request.site.backend)
        let left = try await keeper.outlook(without: policy, by: principal)
        let heirs = left.heirs.map { "\($0.name) (\($0.daysText))" }.joined(separator: ", ")
        let view = ConfirmView(
            "Delete \(policy.name)?",
            consequences: [
                "The policy goes. No event is removed by that, and what it has removed stays removed.",
                left.heirs.isEmpty
                    ? "No other policy is for its events: they are kept for as long as "
                        + "retention.default-days of the server says, and for ever where it says "
                        + "nothing."
                    : "Other policies decide about its events then: \(heirs). What is older than "
                        + "they allow goes with the next daily run.",
                "The deletion is sealed as an event, with your name.",
            ],
            counts: [
                ("Removed by it so far", policy.history.deleted),
                ("Would go with the next daily run", left.count),
            ],
            submit: "Delete the policy",
            hidden: Self.confirmation(policy, principal).hidden(request),
            cancel: request.link("retention/\(policy.id)"),
            in: request
        )
        return request.page(view, title: "Delete \(policy.name)")
    }

    func submit(_ form: FormBody, _ request: PageRequest) async throws -> Response {
        let (principal, policy) = try await PolicyPage.policy(request)
        try Self.confirmation(policy, principal).check(form, request)
        try await PolicyKeeper(backend: request.site.backend).delete(policy, by: principal)
        return request.redirect(
            to: request.link(PolicyListPage.path),
            note: .success("The policy \(policy.name) was deleted.")
        )
    }

    private static func confirmation(
        _ policy: RetentionPolicy,
        _ principal: Principal
    ) -> Confirmation {
        Confirmation(act: "delete policy \(policy.fingerprint)", principal: principal)
    }
}
