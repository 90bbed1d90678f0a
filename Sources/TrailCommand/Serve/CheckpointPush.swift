import Foundation
import Logging
import MerkleLog
import ServiceLifecycle
import Trail

/// Writes each new checkpoint to a file elsewhere: whoever could rewrite database and key cannot
/// take back what has left the machine.
struct CheckpointPush: Service {
    /// The folder or file that takes the checkpoints.
    let path: String
    /// The ledgers.
    let ledger: any Ledger
    let logger: Logger

    /// How often heads are looked at.
    private static let interval: Duration = .seconds(1)

    func run() async throws {
        var pushed: [TenantID: UInt64] = [:]
        let ticks = Ticks(interval: Self.interval)
        for await _ in ticks.cancelOnGracefulShutdown() {
            await self.push(&pushed)
        }
        await self.push(&pushed)
    }

    private func push(_ pushed: inout [TenantID: UInt64]) async {
        do {
            for tenant in try await self.ledger.tenants() {
                guard let head = try await self.ledger.head(of: tenant), let note = head.note,
                    head.size > pushed[tenant, default: 0]
                else { continue }
                try self.write(note, of: tenant)
                pushed[tenant] = head.size
            }
        } catch {
            self.logger.error("checkpoint not pushed", metadata: ["trail.error": "\(error)"])
        }
    }

    private func write(_ note: SignedNote, of tenant: TenantID) throws {
        let file = self.path + (tenant == .default ? "" : ".\(tenant)")
        try Data(note.bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
    }
}
