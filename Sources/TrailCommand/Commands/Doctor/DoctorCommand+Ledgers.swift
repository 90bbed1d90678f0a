import Trail
import TrailSQLite
import TrailTesting

extension DoctorCommand {
    /// What the clock may be behind the ledger before somebody should look; as the recorder has it.
    private static let tolerance = Duration.seconds(300)

    /// The key, the clock, and each ledger against what the key has signed last.
    static func ledgers(_ settings: Settings) async -> [Check] {
        var checks: [Check] = []
        do {
            let path = try settings.requiredText("signing.key")
            let key = try LedgerKey.load(from: path)
            checks.append(Check("key", true, key.verifierText))
            // Before the heads: a server that goes on may only be ahead of what is remembered.
            let memory = try SignerMemory(path: path + ".heads")
            let store = try await OpenStore.reading(settings)
            checks.append(
                Check("schema", true, try await store.migrations().last ?? "nothing yet")
            )
            let ledgers = try await OpenStore.ledgers(reading: store, settings)
            let heads = try await Self.heads(in: ledgers)
            checks.append(Self.clock(heads, now: .now()))
            checks += heads.map { Self.check($0, key: key, memory: memory) }
            checks.append(await Self.memory(heads, key: key, memory: memory, in: ledgers))
        } catch {
            checks.append(Check("store", false, CommandFailure(error)?.sentence ?? "\(error)"))
        }
        return checks
    }

    private static func heads(in ledgers: any Ledger) async throws -> [LedgerHead] {
        var heads: [LedgerHead] = []
        for tenant in try await ledgers.tenants().sorted() {
            if let head = try await ledgers.head(of: tenant) { heads.append(head) }
        }
        return heads
    }

    /// A clock that is behind the ledger stops recording.
    static func clock(_ heads: [LedgerHead], now: Timestamp) -> Check {
        guard let latest = heads.max(by: { $0.recordedAt < $1.recordedAt }) else {
            return Check("clock", true, "\(now); no event to compare it with")
        }
        guard latest.recordedAt > now.advanced(by: Self.tolerance) else {
            return Check("clock", true, "\(now); the latest event is of \(latest.recordedAt)")
        }
        let finding =
            "the latest event is of \(latest.recordedAt), more than 5 minutes ahead of this clock "
            + "(\(now)); nothing is recorded until the clock is right"
        return Check("clock", false, finding)
    }

    /// A head must be signed by the key, and not be older than what the key has signed.
    private static func check(_ head: LedgerHead, key: LedgerKey, memory: SignerMemory) -> Check {
        let name = "ledger \(head.tenant)"
        // By its own time: the clock is told of apart.
        let clock = ManualClock(head.recordedAt)
        let sealer = Sealer(key: key, serverName: key.name, clock: clock, memory: memory)
        do {
            try sealer.check(head)
            let finding = "\(head.size) events, signed; run 'trail verify' to recompute them"
            return Check(name, true, finding)
        } catch {
            return Check(name, false, CommandFailure(error)?.sentence ?? "\(error)")
        }
    }

    /// Whether the tree of each ledger contains the tree that was signed last.
    private static func memory(
        _ heads: [LedgerHead],
        key: LedgerKey,
        memory: SignerMemory,
        in ledgers: any Ledger
    ) async -> Check {
        guard !memory.all.isEmpty else {
            guard heads.isEmpty else {
                let finding =
                    "\(heads.count) ledgers, of which the key remembers none: an older copy of "
                    + "the store would go unnoticed"
                return Check("signed last", false, finding)
            }
            return Check("signed last", true, "nothing has been signed yet")
        }
        let latest = heads.map(\.recordedAt).max() ?? .now()
        let sealer = Sealer(
            key: key,
            serverName: key.name,
            clock: ManualClock(latest),
            memory: memory
        )
        do {
            try await sealer.checkMemory(against: ledgers)
            return Check("signed last", true, "every ledger continues what the key signed last")
        } catch {
            return Check("signed last", false, CommandFailure(error)?.sentence ?? "\(error)")
        }
    }
}
