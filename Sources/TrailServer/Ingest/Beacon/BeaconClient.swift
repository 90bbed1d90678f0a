internal import Trail

/// The client behind a post to the beacon: who, in which session, from where.
struct BeaconClient: Sendable {
    /// Who acts; `nil` where neither a principal nor a session is known.
    private(set) var actor: Event.Actor?
    /// Where from.
    let context: Event.Context
    /// Whose ledger.
    let tenant: TenantID

    /// A client.
    ///
    /// - Parameters:
    ///   - context: Where from.
    ///   - principal: Who signed in, if anybody.
    ///   - session: The browser's session, if it has one.
    ///   - tenant: The ledger of clients that belong to no other.
    init(
        _ context: Event.Context,
        principal: Principal?,
        session: BrowserSession?,
        tenant: TenantID
    ) {
        self.tenant = principal?.tenant ?? tenant
        if let principal {
            self.actor = principal.actor
            self.actor?.session = principal.session ?? session?.id
        } else {
            self.actor = session.map { Event.Actor(session: $0.id) }
        }
        self.context = context
    }

    /// A visit of this client as a draft.
    func draft(_ visit: Visit) -> Event.Draft {
        var draft = Event.Draft(.page(visit.page), actor: self.actor, context: self.context)
        draft.id = visit.id
        draft.action = visit.action
        draft.metadata = visit.data
        draft.tenant = self.tenant
        draft.occurredAt = visit.date
        return draft
    }

    /// What the client itself states of a visit.
    ///
    /// A retry may come over another connection and, where the first answer with its cookie was
    /// lost, in another session.
    static func stated(_ visit: Visit) -> EncodedEvent.Stated {
        visit.id == nil ? [.occurredAt, .what] : [.occurredAt, .what, .id]
    }
}
