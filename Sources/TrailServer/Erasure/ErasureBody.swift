internal import Crypto
internal import Trail

/// What a client wants to have erased.
struct ErasureBody: Sendable {
    let subject: ErasureSubject
    let sections: Set<SectionName>
    let reason: String
    let tenant: TenantID
    let skipsHeld: Bool
    /// The token of the first step.
    let confirmation: String?

    /// Reads a body.
    ///
    /// - Throws: ``Problem`` 400 with everything that is wrong, 403 for another tenant.
    init(_ body: inout ObjectBody, by principal: Principal) throws(Problem) {
        let subject = body.subject()
        let sections = body.sections()
        let reason = body.requiredText("reason", upTo: 1_024)
        let tenant = body.tenant("tenant_id")
        let skipsHeld = body.flag("skip_held")
        let confirmation = body.text("confirm")
        if let subject, let reason, subject.isNamed(in: reason) {
            body.refuse("reason", "It is kept for ever, so it must not say whom it is about.")
                as Void?
        }
        try body.finish()
        guard let subject, let sections, let reason else { throw Problem(.invalidInput) }
        self.tenant = try principal.tenant(asked: tenant)
        self.subject = subject
        self.sections = sections
        self.reason = reason
        self.skipsHeld = skipsHeld ?? false
        self.confirmation = confirmation
    }

    /// The act that is confirmed: all of what is wanted, and not whom it is about.
    var act: String {
        let names = SectionName.allCases.filter(self.sections.contains).map(\.rawValue)
        let text = CanonicalJSON([
            "subject": self.subject.json,
            "sections": .array(names.map { .string($0) }),
            "reason": .string(self.reason),
            "skip_held": .bool(self.skipsHeld),
        ])
        let digest = SHA256.hash(data: text.bytes)
        return "erase \(self.tenant) \(Base64URL.encode(Array(digest)))"
    }

    /// The order for what was recorded before `time`.
    func order(by principal: Principal, before time: Timestamp) -> Erasure.Order {
        var order = Erasure.Order(
            tenant: self.tenant,
            reason: self.reason,
            actor: principal.actor,
            recordedBefore: time
        )
        order.sections = self.sections
        order.skipsHeld = self.skipsHeld
        return order
    }
}

extension ObjectBody {
    /// Takes whom or what it is about: `actor_id`, perhaps with `actor_type`, or `filters`.
    fileprivate mutating func subject() -> ErasureSubject? {
        guard !self.has("filters") else {
            for name in ["actor_id", "actor_type"] where self.has(name) {
                _ = self.take(name)
                self.refuse(name, "It and filters exclude each other.") as Void?
            }
            return self.filters { filters throws(ParameterErrors) in
                _ = try ErasureSubject.filters(filters).query(tenant: .default)
            }
            .map { .filters($0) }
        }
        let id = self.requiredText("actor_id", upTo: 1_024)
        var type: Event.ActorType?
        if let name = self.text("actor_type") {
            type = Event.ActorType(rawValue: name)
            guard type != nil else {
                let names = Event.ActorType.allCases.map(\.rawValue).joined(separator: ", ")
                return self.refuse("actor_type", "One of \(names) is expected.")
            }
        }
        return id.map { .actor(id: $0, type: type) }
    }

    /// Takes the sections that are to go, one at least; all where none is named.
    fileprivate mutating func sections() -> Set<SectionName>? {
        guard self.has("sections") else { return Set(SectionName.allCases) }
        guard let names = self.texts("sections") else { return nil }
        let sections = names.compactMap { SectionName(rawValue: $0) }
        guard !names.isEmpty, sections.count == names.count else {
            return self.refuse("sections", "One or more of who, where and what are expected.")
        }
        return Set(sections)
    }
}
