import MerkleLog
import Synchronization
import Trail

/// A store that fails when it is told to.
final class FaultyStore: EventReader, Ledger {
    private struct Faults {
        var append: TrailError?
        var appendsBefore = 0
        var read: TrailError?
    }

    private let base: InMemoryEventStore
    private let faults = Mutex(Faults())

    init(_ base: InMemoryEventStore) {
        self.base = base
    }

    /// Lets every append fail after `count` more have worked.
    func failAppends(_ error: TrailError?, after count: Int = 0) {
        self.faults.withLock {
            $0.append = error
            $0.appendsBefore = count
        }
    }

    /// Lets every read fail.
    func failReads(_ error: TrailError?) {
        self.faults.withLock { $0.read = error }
    }

    private func checkRead() throws {
        if let error = self.faults.withLock({ $0.read }) { throw error }
    }

    func append(_ request: AppendRequest) async throws -> AppendResult {
        let error: TrailError? = self.faults.withLock { faults in
            guard faults.appendsBefore == 0 else {
                faults.appendsBefore -= 1
                return nil
            }
            return faults.append
        }
        if let error { throw error }
        return try await self.base.append(request)
    }

    func page(_ query: EventQuery) async throws -> EventPage {
        try self.checkRead()
        return await self.base.page(query)
    }

    func count(_ query: EventQuery, limit: Int) async throws -> EventCount {
        try self.checkRead()
        return await self.base.count(query, limit: limit)
    }

    func event(_ id: EventID, tenant: TenantID) async throws -> SealedEvent? {
        try self.checkRead()
        return await self.base.event(id, tenant: tenant)
    }

    func tenants() async throws -> [TenantID] { await self.base.tenants() }

    func head(of tenant: TenantID) async throws -> LedgerHead? {
        try self.checkRead()
        return await self.base.head(of: tenant)
    }

    func tile(_ request: TileRequest) async throws -> Tile { try await self.base.tile(request) }

    func entries(_ request: EntriesRequest) async throws -> EntriesResult {
        try self.checkRead()
        return await self.base.entries(request)
    }

    func remove(_ request: RemovalRequest) async throws -> RemovalResult {
        try await self.base.remove(request)
    }

    func removals(of tenant: TenantID) async throws -> [Removal] {
        await self.base.removals(of: tenant)
    }
}
