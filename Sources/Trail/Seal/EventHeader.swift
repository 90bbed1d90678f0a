/// What stays of an event for ever: no free text, nobody's name.
public struct EventHeader: Sendable, Hashable {
    /// The key of the event within its tenant.
    public let id: EventID
    /// Whose ledger.
    public let tenant: TenantID
    /// Which record it is.
    public let kind: Event.Kind
    /// When it happened, as the caller claims.
    public let occurredAt: Timestamp
    /// What was attempted.
    public let action: Action
    /// How it ended.
    public let outcome: Event.Outcome
    /// Whether it was brought over from another log, whose time it keeps.
    ///
    /// Only an import says so; no caller can.
    public let isImported: Bool

    /// A header.
    public init(
        id: EventID,
        tenant: TenantID,
        kind: Event.Kind,
        occurredAt: Timestamp,
        action: Action,
        outcome: Event.Outcome,
        isImported: Bool = false
    ) {
        self.id = id
        self.tenant = tenant
        self.kind = kind
        self.occurredAt = occurredAt
        self.action = action
        self.outcome = outcome
        self.isImported = isImported
    }

    /// The header of `event`.
    init(_ event: Event, isImported: Bool = false) {
        self.init(
            id: event.id,
            tenant: event.tenant,
            kind: event.kind,
            occurredAt: event.occurredAt,
            action: event.action,
            outcome: event.outcome,
            isImported: isImported
        )
    }
}
