internal import GRDB
internal import Trail

/// The search index beside one snapshot of the store.
struct OpenSearch {
    let plan: SearchPlan
    let database: Database

    /// The index as a tenant's query sees it.
    func reader(tenant: Int64) throws -> SearchReader {
        try SearchReader(self.plan, tenant: tenant, self.database)
    }
}

extension SQLiteEventStore {
    /// Reads within one snapshot, beside one of the search index if that helps with `query`.
    func read<Value: Sendable>(
        searching query: EventQuery,
        _ body: @Sendable (Database, OpenSearch?) throws -> Value
    ) async throws -> Value {
        try await self.read { database in
            if let plan = SearchPlan(query), let file = self.search {
                let value = try file.read(of: database) { index in
                    try body(database, OpenSearch(plan: plan, database: index))
                }
                if let value { return value }
            }
            return try body(database, nil)
        }
    }
}
