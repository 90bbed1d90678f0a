import Foundation
import Logging
import MerkleLog
import ServiceLifecycle
import Trail

/// Writes each new checkpoint to a file elsewhere: whoever could rewrite database and key cannot
/// take back what has left the machine.
///
/// A file is replaced only by a checkpoint that continues the one in it. Where the ledger does not
/// continue it, the file is left as it is, as evidence, and the log says so.
struct CheckpointPush: Service {
    /// The file that takes the checkpoint of the default tenant; those of others get the tenant's
    /// name appended.
    let path: String
    /// The ledgers.
    let ledger: any Ledger
    /// The key that signs them.
    let key: NoteVerifier
    let logger: Logger

    /// How often heads are looked at.
    private static let interval: Duration = .seconds(1)
    /// How often a failure is told.
    private static let reminder: Duration = .seconds(60)

    /// What is known of the files.
    private struct State {
        var pushed: [TenantID: UInt64] = [:]
        var nextReport: [TenantID: ContinuousClock.Instant] = [:]
    }

    func run() async throws {
        var state = State()
        let ticks = Ticks(interval: Self.interval)
        for await _ in ticks.cancelOnGracefulShutdown() {
            await self.push(&state)
        }
        await self.push(&state)
    }

    private func push(_ state: inout State) async {
        let tenants = (try? await self.ledger.tenants()) ?? []
        for tenant in tenants {
            do {
                try await self.push(tenant, &state)
            } catch {
                let now = ContinuousClock.now
                guard now >= state.nextReport[tenant] ?? now else { continue }
                state.nextReport[tenant] = now + Self.reminder
                self.logger.error(
                    "checkpoint not pushed",
                    error: error,
                    metadata: ["trail.tenant": "\(tenant)"]
                )
            }
        }
    }

    private func push(_ tenant: TenantID, _ state: inout State) async throws {
        guard let head = try await self.ledger.head(of: tenant), let note = head.note,
            head.size != state.pushed[tenant]
        else { return }
        let file = URL(fileURLWithPath: self.path + (tenant == .default ? "" : ".\(tenant)"))
        try await self.check(file, isContinuedBy: head)
        try Data(note.bytes).write(to: file, options: .atomic)
        state.pushed[tenant] = head.size
    }

    /// Accepts a file that does not exist, or whose checkpoint `head` continues.
    private func check(_ file: URL, isContinuedBy head: LedgerHead) async throws {
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        let note = try SignedNote(bytes: Array(Data(contentsOf: file)))
        let origin = "\(self.key.name)/\(head.tenant)"
        let last = try Checkpoint(verifying: note, origin: origin, with: [self.key])
        guard last.size <= head.size else {
            throw CommandFailure(
                "\(file.path) has a checkpoint of \(last.size) events, the ledger only \(head.size)"
            )
        }
        let tree = try self.ledger.tree(of: head)
        do {
            try await ConsistencyProof(oldSize: last.size, newSize: head.size, reader: tree)
                .verify(oldRoot: last.root, newRoot: head.root)
        } catch let error as ProofError {
            throw CommandFailure(
                "the ledger does not continue the checkpoint in \(file.path): \(error)"
            )
        }
    }
}
