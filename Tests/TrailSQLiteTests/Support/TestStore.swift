import GRDB
import MerkleLog
import Trail
import TrailSQL
import TrailTesting

@testable import TrailSQLite

/// A store in a folder of its own, with what it was made with.
final class TestStore: Sendable {
    let folder: TemporaryFolder
    let key: LedgerKey
    let clock: ManualClock
    let memory: SignerMemory

    static let noon = Timestamp(microseconds: 1_772_366_400_000_000)

    init() throws {
        self.folder = try TemporaryFolder()
        self.key = try LedgerKey.generate(name: "sqlite.example")
        self.clock = ManualClock(Self.noon)
        self.memory = SignerMemory()
    }

    var path: String { self.folder.file() }

    /// A sealer; with a memory of its own, as another process has.
    func sealer(sharingMemory: Bool = true) -> Sealer {
        Sealer(
            key: self.key,
            serverName: self.key.name,
            clock: self.clock,
            memory: sharingMemory ? self.memory : SignerMemory()
        )
    }

    func open(
        _ role: SQLiteConfiguration.Role = .server,
        beforeRemoval: @escaping @Sendable () throws -> Void = {}
    ) async throws -> SQLiteEventStore {
        try await SQLiteEventStore.open(
            SQLiteConfiguration(path: self.path, role: role),
            sealer: self.sealer(sharingMemory: role == .server),
            clock: self.clock,
            beforeRemoval: beforeRemoval
        )
    }

    /// Runs SQL on the file behind the store's back.
    func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: self.path)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    /// What verification finds.
    func findings(_ store: SQLiteEventStore) async throws -> [VerificationFinding] {
        try await self.report(store).findings
    }

    func report(
        _ store: SQLiteEventStore,
        _ options: VerificationOptions = VerificationOptions()
    ) async throws -> VerificationReport {
        try await LedgerVerifier(
            ledger: store,
            serverName: self.key.name,
            keys: [self.key.verifier],
            memory: self.memory
        ).verify(.default, options: options)
    }
}

extension TestStore {
    /// Lets the next event be the first of the second segment.
    func beginAnotherSegment() throws {
        try self.tamper(
            """
            INSERT INTO event (seq, tenant, idx, id, kind, occurred_at, recorded_at, action,
                outcome, time, problem, salts)
            VALUES (\((1 << SegmentSpan.bits) - 1), 999, 0, randomblob(16), 0, 0, 0, 'a.b', 0, 0, 0,
                x'')
            """
        )
    }
}

extension SQLiteEventStore {
    /// Appends sample events, and says which.
    @discardableResult
    func fill(_ count: Int, seed: UInt64 = 1) async throws -> [EncodedEvent] {
        var samples = SampleEvents(seed: seed, time: TestStore.noon)
        let events = try samples.events(count)
        _ = try await self.append(AppendRequest(events))
        return events
    }
}
