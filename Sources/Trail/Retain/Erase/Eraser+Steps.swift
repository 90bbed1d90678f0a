extension Eraser {
    /// Does what is left to do of an erasure.
    func carryOut(_ begun: Erasure) async throws -> Erasure {
        var erasure = begun
        if let subject = erasure.subject {
            try await self.eraseEvents(subject, &erasure)
            try await self.eraseBeside(subject, &erasure)
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
        var request = try self.request(subject, erasure.order)
        request.manner.erasure = erasure.id
        var hasMore = true
        while hasMore {
            let result = try await self.ledger.remove(request)
            // What was interrupted here has sealed how many events it took, and told nobody.
            let record = try await ErasureRecord(of: erasure, in: self.ledger)
            erasure.outcome.count = record.count
            erasure.outcome.kinds = record.kinds
            erasure.outcome.held = result.held
            try await self.state.keep(erasure)
            hasMore = result.hasMore
        }
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

    /// Seals what was done, unless somebody was interrupted just after that.
    private func seal(_ erasure: Erasure) async throws {
        guard try await !ErasureRecord.hasEnded(erasure, in: self.ledger) else { return }
        let draft = ErasureRecord.draft(of: erasure)
        let event = try Event(draft, tenant: erasure.order.tenant, now: self.clock.now())
        let result = try await self.ledger.append(
            AppendRequest([EncodedEvent(event, stated: [])])
        )
        guard case .sealed? = result.outcomes.first else {
            throw TrailError(.unstorable, "The end of an erasure could not be sealed.")
        }
    }
}
