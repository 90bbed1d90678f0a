extension RoutedStore: EventReader {
    /// One page of the events that match, in the order of the query.
    public func page(_ query: EventQuery) async throws -> EventPage {
        try await self.store(of: query.tenant).page(query)
    }

    /// How many events match, exactly up to `limit`, beyond that as an estimate.
    public func count(_ query: EventQuery, limit: Int) async throws -> EventCount {
        try await self.store(of: query.tenant).count(query, limit: limit)
    }

    /// One event by its id; `nil` where the tenant has none such, or it was pruned.
    public func event(_ id: EventID, tenant: TenantID) async throws -> SealedEvent? {
        try await self.store(of: tenant).event(id, tenant: tenant)
    }

    /// How many events match, of what, and what they have in common: as the store that has them
    /// says, which may keep figures beside them.
    public func figures(_ request: FiguresRequest) async throws -> Figures {
        try await self.store(of: request.query.tenant).figures(request)
    }

    /// The addresses from which logins failed conspicuously often.
    public func suspects(_ request: SuspectsRequest) async throws -> Suspects {
        try await self.store(of: request.query.tenant).suspects(request)
    }
}
