/// An immutable fact: who attempted what, on what, from where, with which outcome.
///
/// An `Event` is complete and validated: every field is within ``EventLimits`` and the header
/// holds no free text. It is made from an ``Event/Draft`` and becomes a ``SealedEvent`` when a
/// ledger takes it in.
public struct Event: Sendable, Hashable {
    /// The key of the event within its tenant; version 7 when Trail chose it.
    public let id: EventID
    /// Whose ledger the event belongs to.
    public let tenant: TenantID
    /// When it happened, as the caller claims.
    public let occurredAt: Timestamp
    /// What was attempted, written `resource.verb`.
    public let action: Action
    /// How the attempt ended.
    public let outcome: Outcome
    /// Who acted; `nil` where nobody is known, not even a session.
    public let actor: Actor?
    /// Where the act came from; `nil` where nothing is known.
    public internal(set) var context: Context?
    /// What was acted upon; the first is the primary target.
    public let targets: [Target]
    /// The fields that changed, in the order the caller gave them.
    public let changes: [Change]
    /// What is particular to the kind of the event.
    public let detail: Detail
    /// The caller's free fields: a JSON object.
    public let metadata: CanonicalJSON?

    /// Which of the seven kinds of record this is.
    public var kind: Kind { self.detail.kind }

    /// Completes and validates `draft`.
    ///
    /// - Parameters:
    ///   - draft: What the caller said.
    ///   - tenant: The ledger for drafts that name none.
    ///   - now: The time for drafts that state none; also dates a generated id.
    ///   - limits: The sizes that are accepted.
    /// - Throws: ``EventError`` naming the first field that is out of bounds.
    public init(
        _ draft: Draft,
        tenant: TenantID,
        now: Timestamp,
        limits: EventLimits = EventLimits()
    ) throws(EventError) {
        try limits.check(draft)
        self.id = draft.id ?? EventID.random(at: now)
        self.tenant = draft.tenant ?? tenant
        self.occurredAt = draft.occurredAt ?? now
        self.detail = draft.detail
        self.action = draft.action ?? Action(defaultFor: draft)
        self.outcome = draft.outcome ?? draft.detail.defaultOutcome
        self.actor = draft.actor
        self.context = draft.context.isEmpty ? nil : draft.context
        self.targets = draft.targets
        self.changes = draft.changes
        self.metadata = draft.metadata
    }
}
