import Trail

extension DemoHistory {
    /// A request of a user's, or now and then of a scanner that looks for holes.
    mutating func request(isBadRelease: Bool) -> Event.Draft {
        if self.chance(in: 200) { return self.scan() }
        let user = self.user()
        let route = self.pick(Self.routes)
        let number = String(self.number(below: 50_000))
        var detail = RequestDetail(
            method: route.method,
            url: route.path.replacing("{id}", with: number)
        )
        detail.route = route.path
        detail.query = route.method == "GET" ? "page=\(self.number(below: 40))&sort=-created" : nil
        detail.requestSize = route.method == "GET" ? 0 : Int64(self.number(below: 4_000))
        detail.responseSize = Int64(200 + self.number(below: 30_000))
        detail.durationMicroseconds = self.duration(slow: route.isSlow)
        detail.status = self.status(isBadRelease: isBadRelease, method: route.method)
        var context = self.context(of: user)
        context.requestID = String(self.random.next(), radix: 16)
        context.traceID =
            String(self.random.next(), radix: 16) + String(self.random.next(), radix: 16)
        return Event.Draft(.request(detail), actor: user.actor, context: context)
    }

    /// A visit, by a user or by somebody who has not signed in.
    mutating func page() -> Event.Draft {
        let user = self.user()
        let path = self.pick(Self.pages).replacing("{id}", with: String(self.number(below: 5_000)))
        let detail = PageDetail(
            path: path,
            referer: "https://shop.example/\(self.pick(Self.pages))"
        )
        let isKnown = !self.chance(in: 3)
        let actor =
            isKnown ? user.actor : Event.Actor(type: .anonymous, session: user.session)
        return Event.Draft(.page(detail), actor: actor, context: self.context(of: user))
    }

    /// A call from the shop's other origin, or from one that is not allowed.
    mutating func crossOrigin() -> Event.Draft {
        let user = self.user()
        let isForeign = self.chance(in: 12)
        let origin = isForeign ? "https://copycat.example" : "https://app.shop.example"
        var context = self.context(of: user)
        context.origin = origin
        let detail = CORSDetail(
            method: "GET",
            url: "/api/orders/\(self.number(below: 50_000))",
            frontendURL: "\(origin)/orders",
            isAllowed: !isForeign
        )
        return Event.Draft(
            .cors(detail),
            actor: isForeign ? nil : user.actor,
            context: context
        )
    }

    private mutating func scan() -> Event.Draft {
        var detail = RequestDetail(method: "GET", url: self.pick(Self.holes))
        detail.status = 404
        detail.durationMicroseconds = self.duration(slow: false)
        detail.responseSize = 162
        var context = Event.Context()
        context.ip = "198.51.100.254"
        context.userAgent = "python-requests/2.32"
        context.isBot = true
        return Event.Draft(.request(detail), context: context)
    }

    private mutating func duration(slow: Bool) -> Int64 {
        if slow { return Int64(800_000 + self.number(below: 3_200_000)) }
        return Int64(900 + self.number(below: 18_000) + (self.chance(in: 40) ? 180_000 : 0))
    }

    private mutating func status(isBadRelease: Bool, method: String) -> Int {
        if isBadRelease, self.chance(in: 3) { return 500 }
        switch self.number(below: 200) {
        case 0: return 500
        case 1...4: return 404
        case 5...6: return 403
        case 7...9: return 400
        default: return method == "POST" ? 201 : 200
        }
    }

    private static let routes: [(method: String, path: String, isSlow: Bool)] = [
        ("GET", "/api/orders", false), ("GET", "/api/orders/{id}", false),
        ("GET", "/api/orders/{id}", false), ("POST", "/api/orders", false),
        ("PATCH", "/api/orders/{id}", false), ("GET", "/api/articles", false),
        ("GET", "/api/articles/{id}", false), ("GET", "/api/customers/{id}", false),
        ("GET", "/api/invoices/{id}", false), ("POST", "/api/invoices/{id}/send", false),
        ("DELETE", "/api/baskets/{id}", false), ("GET", "/api/search", false),
        ("GET", "/api/session", false), ("GET", "/api/reports/revenue/{id}", true),
    ]
    private static let pages = [
        "/", "/orders", "/orders/{id}", "/articles/{id}", "/basket", "/checkout", "/account",
        "/help/returns",
    ]
    private static let holes = [
        "/wp-login.php", "/.env", "/.git/config", "/phpmyadmin/", "/admin/setup",
    ]
}
