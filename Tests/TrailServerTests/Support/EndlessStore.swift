import MerkleLog
import Synchronization
import Trail

/// A store whose lists never come to an end: every page has the same events, and one follows it.
final class EndlessStore: EventReader, Ledger {
    private let base: InMemoryEventStore
    private let events: [SealedEvent]
    private let count = Atomic(0)
    /// After how many pages reading fails.
    private let failsAfter: Int

    init(_ base: InMemoryEventStore, _ events: [SealedEvent], failsAfter: Int = .max) {
        self.base = base
        self.events = events
        self.failsAfter = failsAfter
    }

    /// How many pages were read.
    var pages: Int { self.count.load(ordering: .relaxed) }

    func page(_ query: EventQuery) async throws -> EventPage {
        let number = self.count.add(1, ordering: .relaxed).newValue
        guard number <= self.failsAfter else {
            throw TrailError(.storeUnavailable, "gone")
        }
        await Task.yield()
        let cursor = EventCursor(
            time: TestServer.now,
            index: 0,
            direction: .forward,
            ledgerSize: 1
        )
        return EventPage(events: self.events, next: cursor, previous: nil)
    }

    func count(_ query: EventQuery, limit: Int) async throws -> EventCount { EventCount(0) }

    func event(_ id: EventID, tenant: TenantID) async throws -> SealedEvent? {
        await self.base.event(id, tenant: tenant)
    }

    func append(_ request: AppendRequest) async throws -> AppendResult {
        try await self.base.append(request)
    }

    func tenants() async throws -> [TenantID] { await self.base.tenants() }

    func head(of tenant: TenantID) async throws -> LedgerHead? { await self.base.head(of: tenant) }

    func tile(_ request: TileRequest) async throws -> Tile { try await self.base.tile(request) }

    func entries(_ request: EntriesRequest) async throws -> EntriesResult {
        await self.base.entries(request)
    }

    func remove(_ request: RemovalRequest) async throws -> RemovalResult {
        try await self.base.remove(request)
    }

    func removals(of tenant: TenantID) async throws -> [Removal] {
        await self.base.removals(of: tenant)
    }
}
