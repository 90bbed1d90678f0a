internal import Trail

/// What a body says of a retention policy.
struct PolicyFields: Sendable {
    private let name: String?
    private let kind: KindChoice?
    private let retainDays: Int?
    private let isActive: Bool?
    /// Said, and then `nil` for all tenants; or not said.
    private var tenant: TenantID??

    /// One kind, or all.
    struct KindChoice: Sendable, Hashable {
        let kind: Event.Kind?
    }

    /// What a client sends back that has read a policy, and cannot change.
    static let readOnly = ["id", "last_run", "records_deleted", "created_at", "updated_at"]

    static let kindSentence =
        "One of all, \(Event.Kind.allCases.map(\.rawValue).joined(separator: ", ")) is expected."

    /// Reads a body.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - isWhole: Whether it says what the policy is, and not only what changes.
    /// - Throws: ``Problem`` 400 with everything that is wrong.
    init(_ body: inout ObjectBody, isWhole: Bool) throws(Problem) {
        for name in Self.readOnly { _ = body.take(name) }
        self.name = isWhole ? body.requiredText("name") : body.text("name")
        let hasDays = body.has("retain_days")
        self.retainDays = body.integer("retain_days", in: RetentionPolicy.days)
        if isWhole, !hasDays { body.require("retain_days") }
        self.isActive = body.flag("is_active") ?? (isWhole ? true : nil)
        var kind: KindChoice? = isWhole ? KindChoice(kind: nil) : nil
        if let text = body.text("event_type") {
            kind = Self.kind(text).map { KindChoice(kind: $0) }
            if kind == nil { body.refuse("event_type", Self.kindSentence) as Void? }
        }
        self.kind = kind
        if body.has("tenant_id") {
            self.tenant = .some(body.tenant("tenant_id"))
        }
        try body.finish()
        if isWhole, self.retainDays == nil {
            throw Problem(field: "retain_days", "This field is required.")
        }
    }

    /// The kind that a word names, `.some(nil)` for all; `nil` for another word.
    static func kind(_ text: String) -> Event.Kind?? {
        if text == "all" { return .some(nil) }
        return Event.Kind(rawValue: text).map { .some($0) }
    }

    /// Changes a policy.
    ///
    /// - Throws: ``Problem`` 403 for a tenant that `principal` may not decide about.
    func apply(to policy: inout RetentionPolicy, by principal: Principal) throws(Problem) {
        if let name { policy.name = name }
        if let kind { policy.scope.kind = kind.kind }
        if let retainDays { policy.retainDays = retainDays }
        if let isActive { policy.isActive = isActive }
        if let tenant { policy.scope.tenant = tenant }
        try principal.checkReaches(policy.scope.tenant)
    }
}
