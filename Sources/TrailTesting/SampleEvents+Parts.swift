internal import Trail

extension SampleEvents {
    mutating func detail(_ kind: Event.Kind) -> Event.Detail {
        switch kind {
        case .page:
            return .page(PageDetail(path: self.one(of: Self.paths)))
        case .action:
            return .action(
                ActionDetail(
                    self.one(of: ActionDetail.ActionType.allCases),
                    status: self.one(of: ActionDetail.Status.allCases),
                    remarks: "User: \(self.one(of: Self.people))"
                )
            )
        case .crud:
            return .crud(
                CRUDDetail(
                    self.one(of: CRUDDetail.EventType.allCases),
                    model: self.one(of: Self.models)
                )
            )
        case .login:
            return .login(
                LoginDetail(
                    self.one(of: LoginDetail.LoginType.allCases),
                    username: self.one(of: Self.people)
                )
            )
        case .request: return .request(self.request())
        case .cors: return .cors(self.cors())
        case .system: return .system(self.system())
        }
    }

    private mutating func cors() -> CORSDetail {
        CORSDetail(
            method: self.one(of: Self.methods),
            url: self.one(of: Self.paths),
            frontendURL: "https://app.example",
            isAllowed: self.chance(1, in: 2)
        )
    }

    private mutating func system() -> SystemDetail {
        var detail = SystemDetail(
            self.one(of: SystemDetail.Severity.allCases),
            category: self.one(of: ["server", "database", "security"]),
            eventName: self.one(of: ["started", "failed"])
        )
        detail.message = "The \"disk\" is full.\n"
        return detail
    }

    private mutating func request() -> RequestDetail {
        var detail = RequestDetail(
            method: self.one(of: Self.methods),
            url: self.one(of: Self.paths),
            query: self.chance(1, in: 3) ? "page=2&q=ä" : nil
        )
        if self.chance(9, in: 10) {
            detail.status = self.one(of: Self.statuses)
            detail.durationMicroseconds = Int64.random(in: 50...2_000_000, using: &self.generator)
            detail.responseSize = Int64.random(in: 0...100_000, using: &self.generator)
        }
        return detail
    }

    mutating func actor() -> Event.Actor {
        guard self.chance(4, in: 5) else {
            return Event.Actor(session: self.one(of: ["s1", "s2", "s3"]))
        }
        let name = self.one(of: Self.people)
        return Event.Actor(
            type: self.chance(1, in: 5) ? .service : .user,
            id: name,
            name: name,
            isVerified: self.chance(3, in: 4),
            onBehalfOf: self.chance(1, in: 10) ? Event.Represented(id: "alice") : nil,
            session: self.chance(1, in: 2) ? self.one(of: ["s1", "s2", "s3"]) : nil
        )
    }

    mutating func context() -> Event.Context {
        var context = Event.Context()
        context.ip = self.one(of: Self.addresses)
        context.userAgent = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0"
        context.browser = self.one(of: ["Firefox", "Safari", "curl"])
        context.requestID = String(UInt32.random(in: 0...UInt32.max, using: &self.generator))
        if self.chance(1, in: 3) {
            var geo = Event.Geo()
            geo.country = self.one(of: ["Austria", "Japan"])
            geo.city = self.one(of: ["Wien", "東京"])
            context.geo = geo
        }
        if self.chance(1, in: 4) { context.origin = "https://app.example" }
        return context
    }
}
