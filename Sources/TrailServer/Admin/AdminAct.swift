package import Trail

/// Something that somebody did to the log's own set-up; it is sealed like any other event.
///
/// An act is recorded durably before it is answered: whoever may change how the log works cannot
/// do so without a trace.
package struct AdminAct: Sendable {
    /// Who did it.
    let principal: Principal
    /// The part of the system, a lower-case word: `access`, `retention`, `destination`.
    let category: String
    /// What was done, a lower-case word: `user_created`.
    let name: String
    /// A sentence for people to read; never holds a secret.
    let message: String
    /// Figures and settings as they are now; never holds a secret.
    var facts: [String: JSON] = [:]
    /// The ledger that keeps it; the principal's own when absent.
    var tenant: TenantID?
    /// How it ended; success unless told otherwise.
    var outcome: Event.Outcome?
    /// What it was done to, where it is to be found by that.
    var targets: [Event.Target] = []

    /// An act.
    package init(
        principal: Principal,
        category: String,
        name: String,
        message: String,
        facts: [String: JSON] = [:],
        tenant: TenantID? = nil,
        outcome: Event.Outcome? = nil
    ) {
        self.principal = principal
        self.category = category
        self.name = name
        self.message = message
        self.facts = facts
        self.tenant = tenant
        self.outcome = outcome
    }

    /// The act as a draft.
    package var draft: Event.Draft {
        var detail = SystemDetail(
            .info,
            category: self.category,
            eventName: self.name,
            message: self.message
        )
        detail.source = "trail"
        if !self.facts.isEmpty { detail.facts = CanonicalJSON(.object(self.facts)) }
        var draft = Event.Draft(.system(detail), actor: self.principal.actor)
        draft.tenant = self.tenant ?? self.principal.tenant
        draft.outcome = self.outcome
        draft.targets = self.targets
        return draft
    }

    /// Seals the act.
    ///
    /// - Throws: What the recorder throws.
    @discardableResult
    func record(by recorder: EventRecorder) async throws -> Receipt {
        try await recorder.recordDurably(self.draft)
    }
}

extension AdminAct {
    /// Seals the act, then does it: where it cannot be sealed, nothing happens.
    ///
    /// Where it fails after that, its failure is sealed as well.
    /// - Throws: What the recorder and `change` throw.
    func perform<Value>(
        by recorder: EventRecorder,
        _ change: () async throws -> Value
    ) async throws -> Value {
        try await self.record(by: recorder)
        do {
            return try await change()
        } catch {
            let failure = AdminAct(
                principal: self.principal,
                category: self.category,
                name: self.name,
                message: "This was not done after all: \(self.message)",
                facts: self.facts,
                tenant: self.tenant,
                outcome: .failure
            )
            // What has gone wrong first is what the caller is to know.
            _ = try? await failure.record(by: recorder)
            throw error
        }
    }
}
