/// Turns what a caller said into the bytes that are sealed.
struct DraftEncoder: Sendable {
    let tenant: TenantID
    let limits: EventLimits
    let enrichers: EnricherChain
    /// Masks what must not be sealed, behind all enrichers; `nil` to let everything through.
    var leakGuard: LeakGuard? = .standard
    /// Numbers what this recorder itself records; not what came in on behalf of others.
    var sequence: SourceSequence?

    /// Enriches, masks, validates and encodes `draft`; `stated` is all of it unless told otherwise.
    ///
    /// - Throws: ``EventError``, also for what only Trail itself may say in a ledger: that
    ///   something was removed from it or is missing.
    func encode(
        _ draft: Event.Draft,
        stated: EncodedEvent.Stated? = nil,
        at now: Timestamp
    ) throws(EventError) -> EncodedEvent {
        let event = try self.event(draft, at: now)
        return EncodedEvent(event, stated: stated ?? EncodedEvent.Stated(by: draft))
    }

    /// Encodes what the running task says: its scope adds what `draft` leaves out.
    func encode(
        captured draft: Event.Draft,
        at now: Timestamp
    ) throws(EventError) -> EncodedEvent {
        let complete = CaptureScope.current.map { $0.complete(draft) } ?? draft
        let event = try self.event(complete, at: now)
        return EncodedEvent(self.numbered(event), stated: EncodedEvent.Stated(by: draft))
    }

    /// Encodes what the recorder itself has to say; no enricher adds to it.
    func encode(own draft: Event.Draft, at now: Timestamp) throws(EventError) -> EncodedEvent {
        let event = try Event(draft, tenant: self.tenant, now: now, limits: self.limits)
        return EncodedEvent(self.numbered(event), stated: EncodedEvent.Stated(by: draft))
    }

    private func event(_ draft: Event.Draft, at now: Timestamp) throws(EventError) -> Event {
        let enriched = self.enrichers.enrich(draft)
        let event = try Event(
            self.leakGuard?.masked(enriched, within: self.limits) ?? enriched,
            tenant: self.tenant,
            now: now,
            limits: self.limits
        )
        try event.refuseTrailsOwn()
        return event
    }

    /// The event with the next number of this source, unless it is of another source.
    private func numbered(_ event: Event) -> Event {
        guard let sequence, event.context?.source == nil else { return event }
        var event = event
        var context = event.context ?? Event.Context()
        context.source = sequence.source
        context.sourceSequence = sequence.next()
        event.context = context
        return event
    }
}

extension Event {
    /// Refuses what only Trail itself may say in a ledger.
    func refuseTrailsOwn() throws(EventError) {
        let header = EventHeader(self)
        guard !RemovalRecord.isRecord(header), !LossEvent.isOne(header),
            !ErasureRecord.isEnd(header),
            header.kind != .system || header.action.name != "ledger.head_accepted"
        else { throw EventError("action", .expected("an action that is not Trail's own")) }
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
