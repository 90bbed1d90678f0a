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
            try OpenStore.refuseOtherName(settings, than: key)
            checks.append(Check("key", true, key.verifierText))
            // Before the heads: a server that goes on may only be ahead of what is remembered.
            let memory = try SignerMemory(path: path + ".heads")
            let store = try await OpenStore.reading(settings)
            checks.append(try await Self.schema(of: store))
            let ledgers = try await OpenStore.ledgers(reading: store, settings)
            let heads = try await Self.heads(in: ledgers)
            checks.append(Self.clock(heads, now: .now()))
            for head in heads {
                let structure = try await ledgers.structure(of: head.tenant)
                checks.append(Self.check(head, structure.identity, key: key, memory: memory))
            }
            checks.append(await Self.memory(heads, key: key, memory: memory, in: ledgers))
        } catch {
            checks.append(Check("store", false, CommandFailure(error)?.sentence ?? "\(error)"))
        }
        return checks
    }

    /// Whether tables and indexes are those that Trail makes: without an index some lists fail.
    private static func schema(of store: SQLiteEventStore) async throws -> Check {
        let faults = try await store.checkSchema().map(\.what)
        guard !faults.isEmpty else {
            return Check("schema", true, try await store.migrations().last ?? "nothing yet")
        }
        let remedy =
            faults.allSatisfy(\.isAboutDerivedData)
            ? "stop the server and run: trail verify --fix" : "run: trail verify"
        let finding = faults.map(\.description).joined(separator: "; ")
        return Check("schema", false, "\(finding); \(remedy)")
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
    private static func check(
        _ head: LedgerHead,
        _ identity: LedgerStructure.Identity?,
        key: LedgerKey,
        memory: SignerMemory
    ) -> Check {
        let name = "ledger \(head.tenant)"
        // By its own time: the clock is told of apart.
        let clock = ManualClock(head.recordedAt)
        let sealer = Sealer(key: key, serverName: key.name, clock: clock, memory: memory)
        let own = LedgerStructure.Identity(
            origin: sealer.origin(of: head.tenant),
            verifier: key.verifierText
        )
        do {
            try sealer.check(head)
            guard identity == own else {
                let finding =
                    "it is stored as that of \(identity?.origin ?? "nobody") under the key "
                    + "\(identity?.verifier ?? "of nobody"); this key signs as \(own.origin)"
                return Check(name, false, finding)
            }
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
        let forgotten = heads.filter {
            $0.size > 0 && memory.last(origin: "\(key.name)/\($0.tenant)") == nil
        }
        guard forgotten.isEmpty else {
            let names = forgotten.map(\.tenant.name).joined(separator: ", ")
            let finding =
                "the key does not remember the ledgers of \(names): an older copy of the store "
                + "would go unnoticed"
            return Check("signed last", false, finding)
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
