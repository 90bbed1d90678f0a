internal import GRDB
internal import MerkleLog
internal import Trail

/// A tenant's ledger as its row says.
struct StoredLedger: Sendable {
    let number: Int64
    /// The identity that the ledger was given when it was created.
    let origin: String
    /// The public key that it was given then.
    let verifier: String
    let head: LedgerHead

    /// The row of a tenant; `nil` where there is none.
    ///
    /// - Throws: ``Trail/TrailError`` `ledgerDamaged` if the row contradicts itself.
    static func read(_ tenant: TenantID, _ database: Database) throws -> StoredLedger? {
        let statement = try RawStatement(
            """
            SELECT no, origin, verifier, size, recorded_at, frontier, tail, note
            FROM tenant WHERE name = ?
            """,
            database
        )
        statement.bind(copying: tenant.name, at: 1)
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        return StoredLedger(
            number: statement.integer(0),
            origin: statement.text(1),
            verifier: statement.text(2),
            head: try Self.head(of: tenant, statement)
        )
    }

    /// The number of a tenant; `nil` where it has no ledger.
    static func number(of tenant: TenantID, _ database: Database) throws -> Int64? {
        let statement = try RawStatement("SELECT no FROM tenant WHERE name = ?", database)
        statement.bind(copying: tenant.name, at: 1)
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        return statement.integer(0)
    }

    /// What a tenant's ledger was given when it was begun; `nil` where it has none.
    static func identity(
        of tenant: TenantID,
        _ database: Database
    ) throws -> LedgerStructure.Identity? {
        let statement = try RawStatement(
            "SELECT origin, verifier FROM tenant WHERE name = ?",
            database
        )
        statement.bind(copying: tenant.name, at: 1)
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        return LedgerStructure.Identity(origin: statement.text(0), verifier: statement.text(1))
    }

    /// The tenants that have a ledger, by name.
    static func tenants(_ database: Database) throws -> [TenantID] {
        let statement = try RawStatement("SELECT name FROM tenant ORDER BY name", database)
        defer { statement.reset() }
        var tenants: [TenantID] = []
        while try statement.step() {
            do {
                tenants.append(try TenantID(statement.text(0)))
            } catch {
                throw TrailError(.ledgerDamaged, "A ledger's name is malformed.", cause: error)
            }
        }
        return tenants
    }

    private static func head(
        of tenant: TenantID,
        _ statement: RawStatement
    ) throws(TrailError) -> LedgerHead {
        do {
            let size = statement.integer(3)
            let note = statement.text(7)
            return LedgerHead(
                tenant: tenant,
                recordedAt: Timestamp(microseconds: statement.integer(4)),
                frontier: try TreeFrontier(
                    size: UInt64(max(size, 0)),
                    roots: Hash.list(statement.memory(5))
                ),
                tail: Hash.list(statement.memory(6)),
                note: note.isEmpty ? nil : try SignedNote(note)
            )
        } catch {
            throw TrailError(
                .ledgerDamaged,
                "The head of the ledger of \(tenant) is malformed.",
                cause: error
            )
        }
    }
}

extension StoredLedger {
    /// Checks that the ledger is this sealer's to extend, and that its head is what was signed.
    ///
    /// Cheap: what the rows hold is for verification to recompute.
    /// - Throws: ``Trail/TrailError``: `ledgerDamaged` for the ledger of another server or key, and
    ///   where the last row is gone or rows lie beyond it; `ledgerDamaged`, `ledgerForked` or
    ///   `clockBehind` as the sealer finds.
    func check(_ database: Database, _ sealer: Sealer) throws {
        let tenant = self.head.tenant
        guard self.origin == sealer.origin(of: tenant), self.verifier == sealer.key.verifierText
        else {
            throw TrailError(
                .ledgerDamaged,
                "The ledger of \(tenant) was begun as \(self.origin) with the key "
                    + "\(self.verifier); this is \(sealer.origin(of: tenant)) with the key "
                    + "\(sealer.key.verifierText)."
            )
        }
        try sealer.check(self.head)
        // The last row is never removed: what records a removal comes after all that it removes.
        let size = Int64(self.head.size)
        let last = try database.firstInteger(
            "SELECT max(idx) FROM event WHERE tenant = ? AND idx >= ?",
            self.number,
            size - 1
        )
        guard last ?? -1 == size - 1 else {
            let rows = (last ?? -1) < size ? "the last rows are gone" : "rows lie beyond them"
            throw TrailError(
                .ledgerDamaged,
                "The ledger of \(tenant) has \(size) events, but \(rows): run trail verify."
            )
        }
    }

    /// Makes the row of a new ledger.
    ///
    /// - Returns: Its number.
    static func create(
        _ head: LedgerHead,
        _ database: Database,
        _ sealer: Sealer
    ) throws -> Int64 {
        let statement = try RawStatement(
            """
            INSERT INTO tenant
                (name, origin, verifier, size, recorded_at, frontier, tail, note)
            VALUES (?, ?, ?, 0, 0, x'', x'', '')
            """,
            database
        )
        statement.bind(copying: head.tenant.name, at: 1)
        statement.bind(copying: sealer.origin(of: head.tenant), at: 2)
        statement.bind(copying: sealer.key.verifierText, at: 3)
        try statement.run()
        return database.lastInsertedRowID
    }

    /// Writes a head.
    static func update(_ number: Int64, to head: LedgerHead, _ database: Database) throws {
        let statement = try RawStatement(
            """
            UPDATE tenant SET size = ?, recorded_at = ?, frontier = ?, tail = ?, note = ?
            WHERE no = ?
            """,
            database
        )
        statement.bind(Int64(head.size), at: 1)
        statement.bind(head.recordedAt.microseconds, at: 2)
        statement.bind(copying: Hash.bytes(of: head.frontier.roots), at: 3)
        statement.bind(copying: Hash.bytes(of: head.tail), at: 4)
        statement.bind(copying: head.note?.description ?? "", at: 5)
        statement.bind(number, at: 6)
        try statement.run()
    }
}

extension Hash {
    /// The hashes that lie behind each other in `memory`; what is left over is dropped.
    static func list(_ memory: UnsafeRawBufferPointer) -> [Hash] {
        stride(from: 0, through: memory.count - Self.byteCount, by: Self.byteCount).map {
            Hash(loading: UnsafeRawBufferPointer(rebasing: memory[$0..<$0 + Self.byteCount]))
        }
    }

    /// The bytes of hashes behind each other.
    static func bytes(of hashes: [Hash]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * Self.byteCount)
        for hash in hashes {
            hash.append(to: &bytes)
        }
        return bytes
    }
}
