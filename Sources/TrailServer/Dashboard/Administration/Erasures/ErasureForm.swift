internal import Trail

/// The form that says what is to be erased.
struct ErasureForm: Sendable {
    let principal: Principal
    /// The tenant that is filled in.
    var tenant: String?

    /// Whom it is about.
    func whom(in request: PageRequest) -> [FormView.Field] {
        let types =
            [("", "Any type")]
            + Event.ActorType.allCases.map { ($0.rawValue, $0.rawValue) }
        return [
            .input("actor_id", "Actor id", in: request)
                .hint(
                    "Everything this actor did, what was done in its name, and sign-ins that were "
                        + "tried under its name."
                ),
            .choice("actor_type", "Actor type", types, value: "", in: request),
        ]
    }

    /// What goes, and why.
    func fields(in request: PageRequest) -> [FormView.Field] {
        [
            .checks(
                "sections",
                "What goes",
                [
                    ("who", "Who: actors and their names"),
                    ("where", "Where: addresses, browsers, sessions"),
                    ("what", "What: the details of what happened"),
                ],
                values: ["who", "where", "what"],
                in: request
            ),
            .input("reason", "Reason", in: request).required
                .hint(
                    "The reference of the demand. It is sealed and kept for ever, so it must not say "
                        + "whom it is about."
                ),
            .check("skip_held", "Leave out what is under a legal hold", in: request)
                .hint("Otherwise one event under a hold keeps everything from being erased."),
        ]
            + self.principal.tenantField(
                value: self.tenant,
                hint: "Leave it empty for your own, \(self.principal.tenant).",
                in: request
            )
    }

    /// What is wanted, and the token of the first step if the form brings it back.
    func body(_ form: FormBody) throws(Problem) -> ErasureBody {
        var shape: [(name: String, value: FormBody.Value)] = [
            ("sections", .texts), ("reason", .text), ("skip_held", .flag),
            (Confirmation.field, .text),
        ]
        shape += self.principal.tenantShape()
        let filters = try FilterFields.values(of: form)
        for name in ["actor_id", "actor_type"] where filters.isEmpty || form[name] != "" {
            shape.append((name, .text))
        }
        var body = try form.object(shape)
        if !filters.isEmpty {
            body.put("filters", .object(filters.mapValues { .string($0) }))
        }
        return try ErasureBody(&body, by: self.principal)
    }
}
