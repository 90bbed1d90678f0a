internal import GRDB
public import Trail

extension SQLiteEventStore: EventReader {
    /// One page of the events that match, in the order of the query.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable`.
    public func page(_ query: EventQuery) async throws -> EventPage {
        try await self.read(searching: query) { database, search in
            guard var reader = try PageReader(query, database, search: search) else {
                return EventPage(events: [], next: nil, previous: nil)
            }
            return try reader.read()
        }
    }

    /// How many events match, as far as it can be said without reading them all.
    ///
    /// Exactly where rollups or an index can say, exactly up to `limit`
    /// where rows of one segment after another are counted, else as an estimate. Searches are
    /// counted for as long as a page of them may take.
    public func count(_ query: EventQuery, limit: Int) async throws -> EventCount {
        try await self.read(searching: query) { database, search in
            guard var reader = try CountReader(query, limit: limit, database, search: search)
            else { return EventCount(0) }
            return try reader.read()
        }
    }

    /// One event by its id; `nil` where the tenant has none such, or it was pruned.
    public func event(_ id: EventID, tenant: TenantID) async throws -> SealedEvent? {
        try await self.read { database in
            guard let view = try LedgerView.read(tenant, database) else { return nil }
            var leaves = LeafReader(view, database)
            return try EventRows(.byID, tenant: tenant, database)
                .event(id, tenant: view.number, &leaves)
        }
    }
}
