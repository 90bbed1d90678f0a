internal import Trail

/// Something that somebody did to the log's own set-up; it is sealed like any other event.
///
/// An act is recorded durably before it is answered: whoever may change how the log works cannot
/// do so without a trace.
struct AdminAct: Sendable {
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

    /// Seals the act.
    ///
    /// - Throws: What the recorder throws.
    @discardableResult
    func record(by recorder: EventRecorder) async throws -> Receipt {
        var detail = SystemDetail(
            .info,
            category: self.category,
            eventName: self.name,
            message: self.message
        )
        detail.source = "trail"
        if !self.facts.isEmpty { detail.facts = CanonicalJSON(.object(self.facts)) }
        var actor = Event.Actor(type: self.principal.type, id: self.principal.id, isVerified: true)
        actor.name = self.principal.name
        actor.credential = self.principal.credential
        var draft = Event.Draft(.system(detail), actor: actor)
        draft.tenant = self.tenant ?? self.principal.tenant
        return try await recorder.recordDurably(draft)
    }
}
