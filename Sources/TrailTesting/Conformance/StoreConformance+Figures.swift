internal import Trail

extension StoreConformance {
    static let figures = [
        Check("gives the figures that plain counting gives") { try await $0.givesFigures() },
        Check("gives the same figures after pruning and erasing") {
            try await $0.givesFiguresAfterRemoval()
        },
        Check("finds the addresses that plain counting suspects") { try await $0.findsSuspects() },
        Check("gives no figures of a tenant it does not know") {
            let (store, _) = try await $0.open()
            let query = EventQuery(tenant: try TenantID("nobody"))
            let request = FiguresRequest(query, interval: .day, lists: Self.allLists)
            try expectEqual(try await store.figures(request), Figures(), "figures of nobody")
            let suspects = try await store.suspects(SuspectsRequest(query))
            try expect(suspects.entries.isEmpty, "nobody is suspected")
        },
    ]

    private static let allLists = Set(FiguresRequest.List.allCases)

    /// A store with events of some days in two tenants.
    private func openForFigures(
        seed: UInt64
    ) async throws -> (store: any EventStore, fixture: StoreFixture) {
        let (store, fixture) = try await self.open()
        var samples = self.samples(seed)
        for tenant in [TenantID.default, try TenantID("other")] {
            for _ in 0..<8 {
                let events = try (0..<70).map { _ in try samples.figureEvent(tenant: tenant) }
                _ = try await store.append(AppendRequest(events))
                fixture.clock.advance(by: .seconds(40))
            }
        }
        return (store, fixture)
    }

    private func givesFigures() async throws {
        let (store, _) = try await self.openForFigures(seed: 90)
        try await self.expectFigures(of: store, seed: 91, count: 40)
    }

    private func givesFiguresAfterRemoval() async throws {
        let (store, fixture) = try await self.openForFigures(seed: 92)
        // What a store remembers of the figures must not outlive the events.
        try await self.expectFigures(of: store, seed: 93, count: 5)
        var query = EventQuery(tenant: .default)
        query.filters = [EventFilter(.actorID, .equals("alice"))]
        _ = try await store.remove(self.request(query, .sections([.who, .where])))
        try await self.expectFigures(of: store, seed: 94, count: 12)
        query = EventQuery(tenant: .default, kinds: [.login])
        query.filters = [EventFilter(.username, .equals("bob"))]
        _ = try await store.remove(self.request(query, .sections([.what])))
        try await self.expectFigures(of: store, seed: 95, count: 12)
        query = EventQuery(tenant: .default, kinds: [.page, .request, .login])
        query.to = Self.noon.advanced(by: .seconds(-90_000))
        _ = try await store.remove(self.request(query, .rows))
        try await self.expectFigures(of: store, seed: 96, count: 12)
        try await self.expectIntact(store, fixture)
        let request = FiguresRequest(EventQuery(tenant: .default), lists: [.users])
        let users = try await store.figures(request).users.entries
        try expect(!users.contains { $0.value == "alice" }, "an erased actor is in a list")
    }

    /// Compares the answers to random questions with what plain counting says.
    private func expectFigures(of store: any EventStore, seed: UInt64, count: Int) async throws {
        var samples = self.samples(seed)
        let tenants = [TenantID.default, try TenantID("other")]
        var events: [TenantID: [SealedEvent]] = [:]
        for tenant in tenants {
            events[tenant] = try await store.allEntries(of: tenant).map(\.event)
        }
        for _ in 0..<count {
            let request = samples.figuresRequest(tenant: samples.one(of: tenants))
            let all = (events[request.query.tenant] ?? []).filter(request.query.matches)
            let figures = try await store.figures(request)
            try self.compare(figures, of: all, request)
        }
    }

    private func compare(
        _ figures: Figures,
        of events: [SealedEvent],
        _ request: FiguresRequest
    ) throws {
        let plain = PlainFigures(events)
        let what = "for \(request)"
        try expectEqual(figures.counts.plain, plain.cells, "counts \(what)")
        try expectEqual(figures.counts.total, Int64(events.count), "total \(what)")
        try self.expectSteps(figures, of: events, request)
        func check(
            _ list: FiguresRequest.List,
            _ found: Figures.Ranking<Figures.Ranked>,
            _ counts: [String: Int64]
        ) throws {
            let wanted = request.lists.contains(list) ? counts : [:]
            let names = PlainFigures.ranking(wanted, request.limit)
            let entries = found.entries.map { "\($0.value): \($0.count)" }
            try expectEqual(entries, names, "\(list) \(what)")
            try expect(!found.isEstimate, "\(list) are estimated \(what)")
        }
        try check(.users, figures.users, plain.users)
        try check(.urls, figures.urls, plain.urls)
        try check(.pages, figures.pages, plain.pages)
        try check(.failures, figures.failures, plain.failures)
        if request.lists.contains(.endpoints) {
            let found = figures.endpoints.entries.map {
                "\($0.path): \($0.errors.sorted { $0.key < $1.key }) of \($0.total)"
            }
            try expectEqual(found, plain.endpoints(request.limit), "endpoints \(what)")
        }
        let addresses = request.lists.contains(.addresses) ? plain.addresses.count : 0
        try expectEqual(figures.addresses, EventCount(addresses), "addresses \(what)")
        for user in figures.users.entries {
            try expectEqual(user.name, user.value, "the name of a user")
        }
    }

    private func expectSteps(
        _ figures: Figures,
        of events: [SealedEvent],
        _ request: FiguresRequest
    ) throws {
        guard let interval = request.interval else {
            return try expect(figures.steps.isEmpty, "steps that nobody asked for")
        }
        let length: Int64 = interval == .hour ? 3_600_000_000 : 86_400_000_000
        let groups = Dictionary(grouping: events) { $0.time.microseconds / length * length }
        try expectEqual(
            figures.steps.map(\.start.microseconds),
            groups.keys.sorted(),
            "steps for \(request)"
        )
        for step in figures.steps {
            let plain = PlainFigures(groups[step.start.microseconds] ?? [])
            try expectEqual(step.counts.plain, plain.cells, "step \(step.start) for \(request)")
        }
    }

    private func findsSuspects() async throws {
        let (store, _) = try await self.openForFigures(seed: 97)
        var samples = self.samples(98)
        let events = try await store.allEntries().map(\.event)
        for _ in 0..<20 {
            var query = EventQuery(tenant: .default)
            if samples.chance(1, in: 2) { query.from = samples.figureMoment() }
            if samples.chance(1, in: 2) { query.to = samples.figureMoment() }
            let window = Duration.seconds(samples.one(of: [60, 3_600, 20_000]))
            let threshold = samples.one(of: [1, 2, 3, 5])
            let request = SuspectsRequest(query, threshold: threshold, window: window)
            let plain = PlainFigures(events.filter(query.matches))
            let expected = plain.attempts.compactMap { address, times -> String? in
                let peak = PlainFigures.peak(times, request.windowMicroseconds)
                return peak[0] >= threshold ? "\(address) \(peak) \(times.count)" : nil
            }
            let found = try await store.suspects(request)
            try expectEqual(
                found.entries.map {
                    let peak = [
                        Int64($0.attempts), $0.first.microseconds, $0.last.microseconds,
                    ]
                    return "\($0.address) \(peak) \($0.total)"
                }.sorted(),
                expected.sorted(),
                "suspects for \(request)"
            )
            try expectEqual(
                found.entries.map(\.attempts),
                found.entries.map(\.attempts).sorted(by: >),
                "the order of suspects"
            )
        }
    }
}

extension SampleEvents {
    /// A moment in the days before the samples' time, at the border of an hour now and then.
    mutating func figureMoment() -> Timestamp {
        let seconds = Int64.random(in: 0...250_000, using: &self.generator)
        let moment = self.time.microseconds - seconds * 1_000_000
        guard self.chance(1, in: 4) else { return Timestamp(microseconds: moment) }
        let hour = moment / 3_600_000_000 * 3_600_000_000
        return Timestamp(microseconds: hour + self.one(of: [-1, 0, 1, 3_599_999_999]))
    }

    /// An event of the last days; many are requests of a route, or logins that failed.
    mutating func figureEvent(tenant: TenantID) throws -> EncodedEvent {
        var draft = self.draft()
        if self.chance(1, in: 4) { draft.detail = .login(LoginDetail(.failed, username: "bob")) }
        if case .request(var detail) = draft.detail, self.chance(1, in: 2) {
            detail.route = self.one(of: ["/orders/{id}", "/träger"])
            draft.detail = .request(detail)
        }
        draft.occurredAt = self.figureMoment()
        return EncodedEvent(try Event(draft, tenant: tenant, now: self.time), stated: .all)
    }

    /// A question about figures.
    mutating func figuresRequest(tenant: TenantID) -> FiguresRequest {
        var query = EventQuery(tenant: tenant)
        if self.chance(1, in: 3) {
            query.kinds = [self.one(of: Event.Kind.allCases), self.one(of: Event.Kind.allCases)]
        }
        if self.chance(2, in: 3) { query.from = self.figureMoment() }
        if self.chance(1, in: 2) { query.to = self.figureMoment() }
        if self.chance(1, in: 3) {
            query.filters = [
                EventFilter(.actorID, .equals(self.one(of: Self.people))),
                EventFilter(.actorIsVerified, .flag(true)),
            ]
        }
        if self.chance(1, in: 6) { query.filters.append(self.filter()) }
        var request = FiguresRequest(query, interval: self.one(of: [nil, .hour, .day]))
        request.lists = Set(
            FiguresRequest.List.allCases.filter { _ in
                Bool.random(using: &self.generator)
            }
        )
        request.limit = self.one(of: [1, 3, 10, 50])
        return request
    }
}
