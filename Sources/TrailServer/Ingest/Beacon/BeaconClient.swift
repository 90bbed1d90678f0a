internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// The client behind a post to the beacon: who, in which session, from where.
struct BeaconClient: Sendable {
    /// Who acts; `nil` where neither a principal nor a session is known.
    let actor: Event.Actor?
    /// Where from.
    let context: Event.Context
    /// Whose ledger.
    let tenant: TenantID

    /// The client that sent `request`.
    init(
        _ request: Request,
        principal: Principal?,
        session: BrowserSession?,
        address: ClientAddress?,
        tenant: TenantID
    ) {
        self.tenant = principal?.tenant ?? tenant
        if let principal {
            self.actor = Event.Actor(
                type: principal.type,
                id: principal.id,
                name: principal.name,
                isVerified: true,
                session: session?.id,
                credential: principal.credential
            )
        } else {
            self.actor = session.map { Event.Actor(session: $0.id) }
        }
        let limit = EventLimits().line
        var context = Event.Context()
        context.ip = address?.text
        for field in request.headers {
            switch field.name {
            case .userAgent: context.userAgent = Self.clipped(field.value, limit)
            case .origin: context.origin = Self.clipped(field.value, limit)
            case .referer: context.referer = Self.clipped(field.value, limit)
            default: continue
            }
        }
        self.context = context
    }

    /// A visit of this client as a draft.
    func draft(_ visit: Visit) -> Event.Draft {
        var draft = Event.Draft(.page(visit.page), actor: self.actor, context: self.context)
        draft.id = visit.id
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

    /// The beginning of a header field that is longer than is kept.
    ///
    /// A visit is not refused for what the browser adds to it.
    private static func clipped(_ text: String, _ limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var end = limit
        while end > 0 {
            if let clipped = String(text.utf8.prefix(end)) { return clipped }
            end -= 1
        }
        return ""
    }
}
