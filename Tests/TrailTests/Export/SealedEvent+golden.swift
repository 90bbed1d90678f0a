import MerkleLog
import Testing
import Trail

extension SealedEvent {
    /// Events whose every byte is known: one of each kind, filled as far as it goes.
    static func golden() throws -> [SealedEvent] {
        try Event.Kind.allCases.enumerated().map { place, kind in
            try Self.golden(kind, index: UInt64(place))
        }
    }

    /// One event whose every byte is known.
    static func golden(_ kind: Event.Kind, index: UInt64 = 0) throws -> SealedEvent {
        var draft = Event.Draft(try Self.detail(kind))
        draft.id = EventID("01a0c450-6c76-7be7-a9e1-00000000000\(index)")
        draft.occurredAt = Timestamp("2026-11-21T02:38:40.118744Z")
        draft.actor = Self.actor
        draft.context = Self.context
        draft.targets = [
            Event.Target(type: "order", id: "4711", label: "Order \"4711\""),
            Event.Target(type: "customer", id: "7"),
        ]
        draft.metadata = try CanonicalJSON(parsing: Array(#"{"plan":"pro","n":1.5}"#.utf8))
        if kind == .crud {
            draft.changes = [
                Event.Change(field: "total", old: try Self.json("9.5"), new: try Self.json("12")),
                Event.Change(field: "note", old: nil, new: try Self.json(#"{"a":["\n"]}"#)),
            ]
        }
        let now = try #require(Timestamp("2026-11-21T02:38:41Z"))
        let event = try Event(draft, tenant: .default, now: now)
        return Self.sealing(EncodedEvent(event, stated: .all), index: index, at: now)
    }

    /// `event` as if a ledger had taken it in, with a leaf that follows from its id.
    static func sealing(_ event: EncodedEvent, index: UInt64, at time: Timestamp) -> SealedEvent {
        SealedEvent(
            index: index,
            recordedAt: time,
            leaf: .sha256(event.header.id.bytes),
            header: event.header,
            sections: event.sections
        )
    }

    /// The same event with other sections.
    func with(_ sections: Sections) -> SealedEvent {
        SealedEvent(
            index: self.index,
            recordedAt: self.recordedAt,
            leaf: self.leaf,
            header: self.header,
            sections: sections
        )
    }

    private static let actor = Event.Actor(
        type: .user,
        id: "42",
        name: "Zoë \"Z\" Example",
        isVerified: true,
        onBehalfOf: Event.Represented(id: "43", name: "Bob"),
        session: "s-1",
        credential: "token ci"
    )

    private static let context: Event.Context = {
        var context = Event.Context()
        context.ip = "203.0.113.9"
        context.userAgent = "Mozilla/5.0 (X11; Linux x86_64)"
        context.browser = "Firefox"
        context.platform = "Linux"
        context.os = "Linux"
        var geo = Event.Geo()
        geo.countryCode = "DE"
        geo.country = "Germany"
        geo.latitude = "52.5"
        context.geo = geo
        context.origin = "https://app.example.com"
        context.requestID = "r-1"
        return context
    }()

    private static func json(_ text: String) throws -> CanonicalJSON {
        try CanonicalJSON(parsing: Array(text.utf8))
    }

    private static func detail(_ kind: Event.Kind) throws -> Event.Detail {
        switch kind {
        case .page: return .page(PageDetail(path: "/shop", referer: "https://example.org/"))
        case .action: return .action(ActionDetail(.update, status: .failed, remarks: "No\nway"))
        case .crud:
            return .crud(
                CRUDDetail(
                    .update,
                    model: "order",
                    before: try Self.json(#"{"total":9.5}"#),
                    after: try Self.json(#"{"total":12,"note":{"a":["\n"]}}"#)
                )
            )
        case .login: return .login(LoginDetail(.failed, username: "=cmd()", remarks: "-1"))
        case .request:
            var request = RequestDetail(method: "POST", url: "/orders/4711", query: "a=1&b=2")
            request.route = "/orders/{id}"
            request.status = 404
            request.durationMicroseconds = 1_234_050
            request.requestSize = 0
            return .request(request)
        case .cors:
            return .cors(
                CORSDetail(
                    method: "GET",
                    url: "/orders",
                    frontendURL: "https://app.example.com/x,y",
                    isAllowed: false
                )
            )
        case .system:
            var system = SystemDetail(.critical, category: "security", eventName: "key_lost")
            system.message = "It is gone, \"really\"."
            system.source = "vault"
            system.facts = try Self.json(#"{"lost":3}"#)
            return .system(system)
        }
    }
}
