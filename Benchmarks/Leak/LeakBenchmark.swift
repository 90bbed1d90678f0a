import Trail

/// What the leak guard adds to recording an event, beside making and encoding the event.
struct LeakBenchmark {
    private let rounds = 200_000

    func run() throws {
        let drafts = [
            ("request", Self.request()), ("row", Self.row()), ("secrets", Self.secrets()),
        ]
        for (name, draft) in drafts {
            let event = try Event(draft, tenant: .default, now: Timestamp(microseconds: 1))
            let bytes = EncodedEvent(event, stated: .what).byteCount - 256
            print("\(name), \(bytes) bytes")
            let encoding = try self.measure("  event and encoding") {
                let event = try Event(draft, tenant: .default, now: Timestamp(microseconds: 1))
                return EncodedEvent(event, stated: .what).byteCount
            }
            let guarding = try self.measure("  leak guard") {
                LeakGuard.standard.enrich(draft).targets.count
            }
            print("  leak guard / event and encoding: \(guarding * 100 / encoding) %")
        }
    }

    /// Nanoseconds a round.
    private func measure(_ name: String, _ body: () throws -> Int) throws -> Int {
        var sum = 0
        for _ in 0..<self.rounds / 10 { sum &+= try body() }
        let meter = Meter()
        let start = ContinuousClock.now
        for _ in 0..<self.rounds { sum &+= try body() }
        let elapsed = ContinuousClock.now - start
        meter.report(name, self.rounds)
        // Whoever uses the sum keeps the loop from being left out.
        if sum == .min { print(sum) }
        return max(1, Int(elapsed / .nanoseconds(self.rounds)))
    }

    private static func request() -> Event.Draft {
        var request = RequestDetail(
            method: "GET",
            url: "/api/v1/orders/8e03978e-40d5-43dd-bc93-6894a57f9324/items",
            query: "page=2&page_size=50&ordering=-created&q=shoes"
        )
        request.route = "/api/v1/orders/{id}/items"
        request.status = 200
        request.durationMicroseconds = 12_345
        request.responseSize = 5_120
        var draft = Event.Draft(.request(request))
        draft.actor = Event.Actor(type: .user, id: "4711", name: "Ann Other", isVerified: true)
        draft.actor?.session = "0f3c9a7b5d1e2f40"
        draft.actor?.credential = "session"
        draft.context.ip = "203.0.113.9"
        draft.context.userAgent =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
            + "Chrome/118.0.0.0 Safari/537.36"
        draft.context.browser = "Chrome"
        draft.context.platform = "Linux"
        draft.context.os = "Linux"
        draft.context.referer = "https://shop.example.com/orders?page=1"
        draft.context.requestID = "0f3c9a7b5d1e2f40a1b2c3d4e5f60718"
        return draft
    }

    private static func row() -> Event.Draft {
        let row: CanonicalJSON = [
            "id": 4711, "email": "ann@shop.example.com", "name": "Ann Other", "plan": "premium",
            "created_at": "2026-01-01T00:00:00Z", "address": ["city": "Vienna", "zip": "1010"],
            "tags": ["a", "b"], "balance": 12.5, "is_active": true, "note": nil,
        ]
        var draft = Event.Draft(
            .crud(CRUDDetail(.update, model: "customer", before: row, after: row))
        )
        draft.targets = [Event.Target(type: "customer", id: "4711", label: "Ann Other")]
        draft.changes = [Event.Change(field: "plan", old: .init("free"), new: .init("premium"))]
        return draft
    }

    private static func secrets() -> Event.Draft {
        var draft = Self.request()
        draft.context.referer = "https://ann:pw@shop.example.com/orders?token=abc"
        draft.metadata = ["password": "hunter2", "n": 4_111_111_111_111_111]
        return draft
    }
}
