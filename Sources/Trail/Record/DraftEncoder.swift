/// Turns what a caller said into the bytes that are sealed.
struct DraftEncoder: Sendable {
    let tenant: TenantID
    let limits: EventLimits
    let enrichers: EnricherChain

    /// Enriches, validates and encodes `draft`; `stated` is all of it unless told otherwise.
    ///
    /// - Throws: ``EventError``, also for what only Trail itself may say in a ledger: that
    ///   something was removed from it or is missing.
    func encode(
        _ draft: Event.Draft,
        stated: EncodedEvent.Stated? = nil,
        at now: Timestamp
    ) throws(EventError) -> EncodedEvent {
        let event = try Event(
            self.enrichers.enrich(draft),
            tenant: self.tenant,
            now: now,
            limits: self.limits
        )
        let encoded = EncodedEvent(event, stated: stated ?? EncodedEvent.Stated(by: draft))
        guard !Self.isTrailsOwn(encoded.header) else {
            throw EventError("action", .expected("an action that is not Trail's own"))
        }
        return encoded
    }

    /// Encodes what the running task says: its scope adds what `draft` leaves out.
    func encode(
        captured draft: Event.Draft,
        at now: Timestamp
    ) throws(EventError) -> EncodedEvent {
        guard let scope = CaptureScope.current else { return try self.encode(draft, at: now) }
        return try self.encode(
            scope.complete(draft),
            stated: EncodedEvent.Stated(by: draft),
            at: now
        )
    }

    /// Whether only Trail itself may say this in a ledger.
    private static func isTrailsOwn(_ header: EventHeader) -> Bool {
        RemovalRecord.isRecord(header) || LossEvent.isOne(header)
            || header.kind == .system && header.action.name == "ledger.head_accepted"
    }

    /// Encodes what the recorder itself has to say; no enricher adds to it.
    func encode(own draft: Event.Draft, at now: Timestamp) throws(EventError) -> EncodedEvent {
        let event = try Event(draft, tenant: self.tenant, now: now, limits: self.limits)
        return EncodedEvent(event, stated: EncodedEvent.Stated(by: draft))
    }
}

extension EncodedEvent.Stated {
    /// What `draft` states, before an enricher adds to it.
    package init(by draft: Event.Draft) {
        self = .what
        if draft.id != nil { self.insert(.id) }
        if draft.occurredAt != nil { self.insert(.occurredAt) }
        if draft.actor != nil { self.insert(.who) }
        if !draft.context.isEmpty { self.insert(.where) }
    }
}
