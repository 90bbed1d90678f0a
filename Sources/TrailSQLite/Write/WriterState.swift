internal import GRDB
internal import Trail

/// What the writer remembers between two transactions, so that it need not read it again.
struct WriterState: Sendable {
    /// A ledger that may be extended.
    struct Ledger: Sendable {
        /// The tenant's number; `nil` as long as nothing is stored of it.
        var number: Int64?
        /// The head, checked and committed.
        var head: LedgerHead
    }

    /// SQLite's count of changes by other connections, as of the last transaction.
    private var dataVersion: Int64?
    /// The number of the next row.
    var nextSequence: Int64 = 0
    private var ledgers: [TenantID: Ledger] = [:]

    /// Drops everything: a transaction failed, and what was remembered may never have been.
    mutating func forget() {
        self = WriterState()
    }

    /// Drops everything if another process, or another connection, has written meanwhile.
    ///
    /// To be called at the start of every transaction, when nobody else can write any more.
    mutating func revalidate(_ database: Database) throws {
        let version = try database.firstInteger("PRAGMA data_version")
        guard version != self.dataVersion else { return }
        self.forget()
        let last = try database.firstInteger("SELECT max(seq) FROM event")
        self.nextSequence = (last ?? -1) + 1
        self.dataVersion = version
    }

    /// The tenant's ledger, ready to be extended: remembered, or read and checked.
    ///
    /// - Throws: ``Trail/TrailError`` where the sealer cannot vouch for the head.
    mutating func ledger(
        of tenant: TenantID,
        _ database: Database,
        _ sealer: Sealer
    ) throws -> Ledger {
        if let ledger = self.ledgers[tenant] { return ledger }
        let ledger: Ledger
        if let stored = try StoredLedger.read(tenant, database) {
            try stored.check(database, sealer)
            ledger = Ledger(number: stored.number, head: stored.head)
        } else {
            ledger = Ledger(number: nil, head: .empty(tenant))
            try sealer.check(ledger.head)
        }
        self.ledgers[tenant] = ledger
        return ledger
    }

    /// Remembers a head that the present transaction has written.
    mutating func advance(_ tenant: TenantID, number: Int64, to head: LedgerHead) {
        self.ledgers[tenant] = Ledger(number: number, head: head)
    }
}

extension Database {
    /// The integer in the first row; `nil` where there is no row, or NULL in it.
    func firstInteger(_ sql: String, _ parameters: Int64...) throws -> Int64? {
        let statement = try RawStatement(sql, self)
        for (place, parameter) in parameters.enumerated() {
            statement.bind(parameter, at: place + 1)
        }
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        return statement.optionalInteger(0)
    }
}
