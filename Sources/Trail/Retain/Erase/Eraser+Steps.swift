extension Eraser {
    /// Does what is left to do of an erasure.
    func carryOut(_ begun: Erasure) async throws -> Erasure {
        var erasure = begun
        if let subject = erasure.subject {
            try await self.eraseEvents(subject, &erasure)
            try await self.eraseBeside(subject, erasure.order, isDryRun: false, &erasure.outcome)
            erasure.subject = nil
            try await self.state.keep(erasure)
        }
        for place in self.places {
            erasure.outcome.add(unreached: try await place.overwriteRemains())
        }
        erasure.outcome.add(unreached: Self.beyondReach)
        try await self.seal(erasure)
        erasure.finishedAt = self.clock.now()
        try await self.state.keep(erasure)
        return erasure
    }

    private func eraseEvents(
        _ subject: ErasureSubject,
        _ erasure: inout Erasure
    ) async throws {
        let request = try self.request(subject, erasure.order)
        var hasMore = true
        while hasMore {
            let result = try await self.ledger.remove(request)
            erasure.outcome.add(result)
            try await self.state.keep(erasure)
            hasMore = result.hasMore
        }
    }

    /// Erases what is beside the ledger, or counts it.
    func eraseBeside(
        _ subject: ErasureSubject,
        _ order: Erasure.Order,
        isDryRun: Bool,
        _ outcome: inout Erasure.Outcome
    ) async throws {
        let holds = try await self.state.holds()
        let demand = try ErasureDemand(subject, order, holds: holds, isDryRun: isDryRun)
        for place in self.places {
            outcome.add(try await place.erase(demand))
        }
        let names = holds.filter { $0.tenant == order.tenant }.flatMap(\.filters.values)
        if names.contains(where: subject.isNamed) {
            outcome.add(unreached: ["The filters of legal holds that name them."])
        }
        if case .actor = subject { outcome.add(unreached: [Self.mentions]) }
    }

    /// The removal that takes the sections.
    func request(
        _ subject: ErasureSubject,
        _ order: Erasure.Order
    ) throws -> RemovalRequest {
        RemovalRequest(
            tenant: order.tenant,
            query: try subject.query(tenant: order.tenant),
            bounds: RemovalRequest.Bounds(recordedBefore: order.recordedBefore),
            extent: .sections(order.sections),
            actor: order.actor,
            reason: order.reason
        )
    }

    /// Seals what was done.
    private func seal(_ erasure: Erasure) async throws {
        let outcome = erasure.outcome
        var detail = SystemDetail(.info, category: "erasure", eventName: "completed")
        detail.message = "What the log says about somebody or something was erased."
        detail.source = "trail"
        let kinds = outcome.kinds.map { ($0.key.rawValue, JSON.integer(Int64($0.value))) }
        let names = SectionName.allCases.filter(erasure.order.sections.contains)
        detail.facts = CanonicalJSON([
            "id": .string(erasure.id.description),
            "reason": .string(erasure.order.reason),
            "sections": .array(names.map { .string($0.rawValue) }),
            "count": .integer(Int64(outcome.count)),
            "held": .integer(Int64(outcome.held)),
            "kinds": .object(Dictionary(uniqueKeysWithValues: kinds)),
            "beside": .object(outcome.beside.mapValues { .integer(Int64($0)) }),
            "not_reached": .array(outcome.unreached.map { .string($0) }),
        ])
        let draft = Event.Draft(.system(detail), actor: erasure.order.actor)
        let event = try Event(draft, tenant: erasure.order.tenant, now: self.clock.now())
        let result = try await self.ledger.append(
            AppendRequest([EncodedEvent(event, stated: [])])
        )
        guard case .sealed? = result.outcomes.first else {
            throw TrailError(.unstorable, "The end of an erasure could not be sealed.")
        }
    }
}
