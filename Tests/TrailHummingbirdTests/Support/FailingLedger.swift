import MerkleLog
import Trail

/// A ledger that takes nothing.
struct FailingLedger: Ledger {
    enum Failure: String, Sendable, CaseIterable {
        /// The store cannot be reached.
        case away
        /// The disk is full.
        case full
        /// The store throws what no store should.
        case odd
        /// The store refuses each event.
        case refusing
        /// The store does not answer for a long time.
        case slow
    }

    struct Odd: Error {}

    let failure: Failure

    func append(_ request: AppendRequest) async throws -> AppendResult {
        switch self.failure {
        case .away: throw TrailError(.storeUnavailable, "away")
        case .full: throw TrailError(.outOfSpace, "full")
        case .odd: throw Odd()
        case .refusing: throw TrailError(.unstorable, "refused")
        case .slow:
            try await Task.sleep(for: .milliseconds(10))
            throw TrailError(.storeUnavailable, "slow")
        }
    }

    // The recorder asks for nothing else.
    func tenants() async throws -> [TenantID] { [] }
    func head(of tenant: TenantID) async throws -> LedgerHead? { nil }
    func tile(_ request: TileRequest) async throws -> Tile { throw TrailError(.notFound, "") }
    func entries(_ request: EntriesRequest) async throws -> EntriesResult {
        EntriesResult(entries: [], next: nil)
    }
    func remove(_ request: RemovalRequest) async throws -> RemovalResult {
        RemovalResult(count: 0, record: nil)
    }
    func removals(of tenant: TenantID) async throws -> [Removal] { [] }
}
