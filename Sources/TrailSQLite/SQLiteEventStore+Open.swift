internal import GRDB
public import Logging
public import Trail

extension SQLiteEventStore {
    /// Opens a store, or makes one where there is no file.
    ///
    /// Heads are checked, rows beyond them looked for, and an interrupted removal is finished.
    /// What the rows hold is not recomputed: that is verification. A table, a trigger or a unique
    /// index that is not as Trail makes it decides what is recorded, so such a file is not written
    /// to; of other indexes, without which some lists fail, the log is told.
    ///
    /// - Parameters:
    ///   - configuration: Where it is.
    ///   - sealer: Seals what is appended; without one the store can only be read.
    ///   - clock: Dates the records of removals.
    ///   - logger: Hears of what no caller hears of.
    /// - Returns: The store, ready to be used.
    /// - Throws: ``Trail/TrailError``: `alreadyServed` if another process serves the file;
    ///   `notFound` if there is none and must be; `storeUnavailable`, `outOfSpace`; `invalidConfiguration` for a file that is not Trail's,
    ///   or of a newer version; `ledgerDamaged` for altered tables; `ledgerDamaged`, `ledgerForked` or
    ///   `clockBehind` where a ledger is not what this key has signed.
    public static func open(
        _ configuration: SQLiteConfiguration,
        sealer: Sealer?,
        clock: any WallClock = SystemWallClock(),
        logger: Logger = Logger(label: "trail.sqlite")
    ) async throws -> SQLiteEventStore {
        try await self.open(
            configuration,
            sealer: sealer,
            clock: clock,
            logger: logger,
            beforeRemoval: {}
        )
    }

    /// Opens a store that calls `beforeRemoval` before payload goes; for tests of interruption.
    package static func open(
        _ configuration: SQLiteConfiguration,
        sealer: Sealer?,
        clock: any WallClock,
        logger: Logger = Logger(label: "trail.sqlite"),
        beforeRemoval: @escaping @Sendable () throws -> Void
    ) async throws -> SQLiteEventStore {
        let store = SQLiteEventStore(
            try OpenedDatabase(configuration),
            sealer: sealer,
            clock: clock,
            logger: logger,
            beforeRemoval: beforeRemoval
        )
        guard let sealer else { return store }
        // What is to be mended may be the very index by which ledgers are checked.
        guard !configuration.isForRepair else { return store }
        try await store.checkTables()
        try await store.checkLedgers(sealer)
        try await store.finishRemovals(isAlone: configuration.role == .server)
        return store
    }

    /// The migrations that the file has gone through, by name and in order.
    public func migrations() async throws -> [String] {
        try await self.read { try Schema.migrator.appliedIdentifiers($0).sorted() }
    }

    private func checkTables() async throws {
        for finding in try await self.checkSchema() {
            guard !finding.what.endangersRecording else {
                throw TrailError(
                    .ledgerDamaged,
                    "\(self.path) was altered, so nothing is written to it: \(finding.what). "
                        + finding.what.remedy
                )
            }
            self.logger.warning(
                "store was altered: lists may fail or miss events",
                metadata: ["trail.finding": "\(finding.what)", "trail.path": "\(self.path)"]
            )
        }
    }

    /// Checks the heads against their signatures, the last rows and the key's memory.
    func checkLedgers(_ sealer: Sealer) async throws {
        let isPart = try await self.read { database in
            for tenant in try StoredLedger.tenants(database) {
                try StoredLedger.read(tenant, database)?.check(database, sealer)
            }
            guard !self.isPart else { return true }
            return try DestinationTable(database: database).all().contains(where: \.route.isActive)
        }
        try await sealer.checkMemory(against: self, isPart: isPart)
    }
}

extension VerificationFinding.What {
    /// Whether what is recorded could be other than what was sealed, or be there twice.
    fileprivate var endangersRecording: Bool {
        guard case .wrongIndex(let name, let fault) = self else { return true }
        return fault != .foreign && LedgerIndex(rawValue: name) != nil
    }

    /// What to do about it.
    fileprivate var remedy: String {
        self.isAboutDerivedData
            ? "Run: trail verify --fix" : "'trail verify' says what the events are worth."
    }
}
