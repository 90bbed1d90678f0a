internal import MerkleLog

/// Keeps everything in memory, for as long as the process lives: for tests, for trying Trail out,
/// and as the plain statement of what every other store must do.
///
/// Nothing is indexed: a query looks at every event of its tenant.
public actor InMemoryEventStore {
    let sealer: Sealer
    let clock: any WallClock
    /// The ledgers by tenant.
    package var ledgers: [TenantID: InMemoryLedger]
    var tokensByName: [String: APIToken] = [:]
    var usersByName: [String: UserAccount] = [:]
    var sessionsByHash: [[UInt8]: UserSession] = [:]
    var policiesByID: [EventID: RetentionPolicy] = [:]
    var holdsByID: [EventID: LegalHold] = [:]
    var erasuresByID: [EventID: Erasure] = [:]
    /// Who may erase, as long as somebody refers to it.
    weak var erasureLease: InMemoryErasureLease?
    var lastRetentionTime: Timestamp?
    var destinationsByID: [EventID: Destination] = [:]
    /// Called before payload is removed under a durable record; a throw leaves the removal
    /// unfinished, as a crash would.
    let beforeRemoval: @Sendable () throws -> Void

    /// An empty store.
    ///
    /// - Parameters:
    ///   - sealer: Seals what is appended.
    ///   - clock: Dates the records of removals.
    public init(sealer: Sealer, clock: any WallClock) {
        self.sealer = sealer
        self.clock = clock
        self.ledgers = [:]
        self.beforeRemoval = {}
    }

    /// A store that goes on where another one was left, as if it were opened from disk: heads are
    /// checked, and a removal that was interrupted is finished.
    ///
    /// - Throws: ``TrailError`` where the sealer cannot vouch for a head.
    package init(
        sealer: Sealer,
        clock: any WallClock,
        reopening ledgers: [TenantID: InMemoryLedger],
        beforeRemoval: @escaping @Sendable () throws -> Void = {}
    ) async throws {
        self.sealer = sealer
        self.clock = clock
        self.ledgers = ledgers
        self.beforeRemoval = beforeRemoval
        for ledger in ledgers.values {
            try sealer.check(ledger.head)
        }
        try await sealer.checkMemory(against: self)
        try self.finishRemovals()
    }

    /// Changes what is stored behind the store's back, as an intruder would.
    package func tamper(
        with tenant: TenantID,
        _ change: @Sendable (inout InMemoryLedger) throws -> Void
    ) rethrows {
        guard var ledger = self.ledgers[tenant] else { return }
        try change(&ledger)
        self.ledgers[tenant] = ledger
    }
}
