internal import Hummingbird
internal import MerkleLog
internal import Trail

/// One event: as a list shows it, what was sealed of it, and whether it still is that.
struct EventDetail<Context: PrincipalContext>: Sendable {
    /// What is asked.
    let backend: TrailBackend
    /// The list under which the event is served.
    let list: EventList

    /// `{id}/`: the flat view, with what verification says.
    func show(_ request: Request, _ context: Context) async throws -> Response {
        let evidence = try await self.evidence(of: self.event(request, context))
        var bytes: [UInt8] = []
        var writer = EventJSONWriter()
        let integrity: EventIntegrity = evidence.isIntact ? .intact : .tampered
        writer.append(evidence.event, integrity: integrity, to: &bytes)
        return .json(bytes, validatedBy: request)
    }

    /// `{id}/verify_integrity/`: recomputes the event's leaf and its way to the signed root.
    func verify(_ request: Request, _ context: Context) async throws -> Response {
        let evidence = try await self.evidence(of: self.event(request, context))
        let isErased = SectionName.allCases.contains { name in
            if case .erased = evidence.event.sections[name] { true } else { false }
        }
        return .json { output in
            output.beginObject()
            output.member("status", evidence.isIntact ? (isErased ? "erased" : "ok") : "tampered")
            output.member("valid", evidence.isIntact)
            output.endObject()
        }
    }

    /// `{id}/sealed/`: everything that is needed to verify the event elsewhere.
    func sealed(_ request: Request, _ context: Context) async throws -> Response {
        let evidence = try await self.evidence(of: self.event(request, context))
        return .json(evidence.json, validatedBy: request)
    }

    private func evidence(of event: SealedEvent) async throws -> EventEvidence {
        let backend = self.backend
        return try await EventEvidence(of: event, in: backend.store, keys: backend.ledgerKeys)
    }

    private func event(_ request: Request, _ context: Context) async throws -> SealedEvent {
        try await EventFinder(store: self.backend.store).event(request, context, in: self.list)
    }
}

/// Finds the event that the path of a request names, for whoever asks.
struct EventFinder: Sendable {
    /// What is asked.
    let store: any EventStore

    /// The event; one that may not be seen is not there.
    ///
    /// - Throws: ``Problem`` 400, 401, 403 or 404, and what the store throws.
    func event(
        _ request: Request,
        _ context: some PrincipalContext,
        in list: EventList
    ) async throws -> SealedEvent {
        let principal = try context.authorizedToRead()
        let values = try QueryValues(request)
        try values.allow("tenant_id")
        let access = try ReadAccess(principal, tenant: try values.tenant())
        let id = try context.id()
        guard let event = try await self.store.event(id, tenant: access.tenant),
            access.query(list.kinds).matches(event)
        else { throw Problem(.notFound) }
        return event
    }
}
