import Trail
import TrailTesting

/// Events of about five hundred bytes, as a busy site records them: mostly requests, many users.
struct RealisticEvents {
    private var generator: SeededGenerator
    /// When the last one was recorded.
    private(set) var time: Timestamp
    private let step: Duration

    init(seed: UInt64, from time: Timestamp, step: Duration = .milliseconds(15)) {
        self.generator = SeededGenerator(seed: seed)
        self.time = time
        self.step = step
    }

    mutating func events(_ count: Int, tenant: TenantID = .default) throws -> [EncodedEvent] {
        var events: [EncodedEvent] = []
        events.reserveCapacity(count)
        for _ in 0..<count {
            let draft = try self.draft()
            let event = try Event(draft, tenant: tenant, now: self.time)
            events.append(EncodedEvent(event, stated: []))
        }
        return events
    }

    private mutating func number(_ end: Int) -> Int {
        Int.random(in: 0..<end, using: &self.generator)
    }

    mutating func draft() throws -> Event.Draft {
        self.time = self.time.advanced(by: self.step)
        var draft = Event.Draft(self.detail())
        draft.occurredAt = self.time.advanced(by: .microseconds(-self.number(2_000_000)))
        let user = self.number(50_000)
        draft.actor = Event.Actor(
            type: self.number(10) < 7 ? .user : .anonymous,
            id: nil,
            session: String(self.number(1 << 60), radix: 16)
        )
        if draft.actor?.type == .user {
            draft.actor?.id = String(user)
            draft.actor?.name = "Some Body"
            draft.actor?.isVerified = true
            draft.actor?.credential = "session"
        }
        draft.context.ip = "\(80 + self.number(16)).\(self.number(80)).\(self.number(256)).7"
        draft.context.userAgent =
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
        draft.context.browser = "Firefox"
        draft.context.os = "Linux"
        draft.context.platform = "Linux"
        draft.context.requestID = String(self.number(1 << 60), radix: 16)
        if draft.detail.kind == .action || draft.detail.kind == .crud {
            draft.targets = [Event.Target(type: "order", id: String(self.number(1_000_000)))]
        }
        return draft
    }

    private mutating func detail() -> Event.Detail {
        switch self.number(20) {
        case 0..<12:
            var request = RequestDetail(
                method: "GET",
                url: "/orders/\(self.number(1_000_000))",
                query: "page=\(self.number(100))"
            )
            request.route = "/orders/{id}"
            request.status = self.number(20) == 0 ? 500 : 200
            request.durationMicroseconds =
                self.number(100) == 0 ? 1_500_000 : Int64(self.number(200_000))
            request.requestSize = 0
            request.responseSize = Int64(self.number(100_000))
            return .request(request)
        case 12..<14: return .page(PageDetail(path: "/orders/\(self.number(1_000))"))
        case 14..<16: return .crud(CRUDDetail(.update, model: "order"))
        case 16..<18: return .action(ActionDetail(.update))
        case 18: return .login(LoginDetail(.login, username: "user\(self.number(50_000))"))
        default: return .system(SystemDetail(.info, category: "server", eventName: "started"))
        }
    }
}
