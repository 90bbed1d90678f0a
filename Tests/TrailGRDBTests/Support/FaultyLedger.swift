import MerkleLog
import Synchronization
import Trail

/// A ledger that does something before or after each append.
final class FaultyLedger: Ledger {
    typealias Script = @Sendable (AppendRequest) throws -> Void

    let base: any Ledger
    private let before: Mutex<Script>
    private let after: Mutex<Script>

    init(
        _ base: any Ledger,
        before: @escaping Script = { _ in },
        after: @escaping Script = { _ in }
    ) {
        self.base = base
        self.before = Mutex(before)
        self.after = Mutex(after)
    }

    func recover() {
        self.before.withLock { $0 = { _ in } }
    }

    func append(_ request: AppendRequest) async throws -> AppendResult {
        try self.before.withLock { $0 }(request)
        let result = try await self.base.append(request)
        try self.after.withLock { $0 }(request)
        return result
    }

    func tenants() async throws -> [TenantID] { try await self.base.tenants() }
    func head(of tenant: TenantID) async throws -> LedgerHead? {
        try await self.base.head(of: tenant)
    }
    func tile(_ request: TileRequest) async throws -> Tile { try await self.base.tile(request) }
    func entries(_ request: EntriesRequest) async throws -> EntriesResult {
        try await self.base.entries(request)
    }
    func remove(_ request: RemovalRequest) async throws -> RemovalResult {
        try await self.base.remove(request)
    }
    func removals(of tenant: TenantID) async throws -> [Removal] {
        try await self.base.removals(of: tenant)
    }
}
