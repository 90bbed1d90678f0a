internal import HTTPTypes
internal import Trail

/// An act that is asked about twice, and what the second step must bring back.
struct Confirmation: Sendable {
    /// The name of the field with the token.
    static let field = "confirm"

    /// What is to be done, to what, as it is now: `delete policy 0198… 2026-…`.
    let act: String
    let principal: Principal

    /// What the first step sends along.
    func hidden(_ request: PageRequest) -> [(String, String)] {
        let token = ConfirmationToken(
            for: self.act,
            by: self.principal,
            now: request.now,
            key: request.site.configuration.beacon.sessionKey
        )
        return [(Self.field, token.text)]
    }

    /// Accepts the second step.
    ///
    /// - Throws: ``Problem`` 400 where the box was not ticked, and for a token that is of another
    ///   act, of somebody else, of something that has changed meanwhile, or too old.
    func check(_ form: FormBody, _ request: PageRequest) throws(Problem) {
        try form.checkUnderstood()
        let token = ConfirmationToken(
            form[Self.field] ?? "",
            for: self.act,
            by: self.principal,
            now: request.now,
            key: request.site.configuration.beacon.sessionKey
        )
        guard token != nil else { throw Self.outdated }
    }

    /// What was confirmed is done, or being done.
    static let repeated = Problem(
        .invalidInput,
        "Nothing more was done: you have confirmed this before. This is how it stands now."
    )

    /// What was shown is not what would be done.
    static let outdated = Problem(
        .invalidInput,
        "Nothing was done: what you confirmed has changed meanwhile, or was shown too long ago. "
            + "This is how it stands now."
    )
}

extension PageRequest {
    /// Lets what stands in the way of a form be said with the form, not on a page of its own.
    ///
    /// - Throws: ``Problem`` 400 in place of 409; what `work` throws.
    func answeringInForm<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let problem as Problem where problem == .nameTaken {
            throw Problem(field: "name", problem.detail)
        } catch let problem as Problem where problem.kind.status == .conflict {
            throw Problem(.invalidInput, problem.detail)
        } catch let error as TrailError {
            let problem = Problem(error)
            guard problem.kind.status == .conflict else { throw error }
            throw Problem(.invalidInput, problem.detail)
        }
    }

    /// The tenants that a list shows: those of `tenant_id`, or all that whoever asks may administer.
    ///
    /// - Throws: ``Problem`` 400 or 403.
    func tenants(for principal: Principal) throws(Problem) -> TenantChoice {
        let values = try QueryValues(self.request)
        try values.allow("tenant_id", ListPart.parameter)
        return try TenantChoice(principal, asked: try values.tenant())
    }
}

extension Principal {
    /// A column for the tenant, for whoever sees several.
    var tenantColumn: [TableView.Column] { self.isSuperuser ? [.init("Tenant")] : [] }

    /// The cell of that column.
    func tenantCell(_ tenant: TenantID?) -> [TableView.Cell] {
        self.isSuperuser ? [.text(tenant?.name ?? "all tenants")] : []
    }

    /// A field for the tenant, for whoever may name one.
    func tenantField(
        _ name: String = "tenant_id",
        value: String?,
        hint: String,
        in request: PageRequest
    ) -> [FormView.Field] {
        guard self.isSuperuser else { return [] }
        return [.input(name, "Tenant", value: value, in: request).hint(hint)]
    }

    /// How that field is read; nothing where it is not offered.
    func tenantShape(_ name: String = "tenant_id") -> [(name: String, value: FormBody.Value)] {
        self.isSuperuser ? [(name, .text)] : []
    }

    /// The parameter by which lists of events show those of `tenant`.
    func tenantParameter(_ tenant: TenantID) -> [(String, String)] {
        tenant == self.tenant ? [] : [("tenant_id", tenant.name)]
    }
}
