internal import GRDB
public import Trail

extension SQLiteEventStore {
    /// Compares segments, indexes and rollups with the rows, in short reads.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable` where removals go on and on meanwhile.
    public func checkFigures(of tenant: TenantID) async throws -> [VerificationFinding] {
        for _ in 0..<Self.figureAttempts {
            guard var check = try await self.readKnowingSchema({ try FigureCheck(tenant, $0) })
            else { return [] }
            steps: while true {
                try Task.checkCancellation()
                let current = check
                let (moved, step) = try await self.read { database in
                    var check = current
                    let step = try check.step(database)
                    return (check, step)
                }
                check = moved
                switch step {
                case .more: continue
                case .done: return check.findings
                case .disturbed: break steps
                }
            }
        }
        throw TrailError(.storeUnavailable, "Events are being removed; verify when that is over.")
    }

    /// How often the rows are looked at anew because some were removed meanwhile.
    private static var figureAttempts: Int { 5 }

    /// How a tenant's ledger is kept: the identity in its row, the tables and indexes of the file
    /// against those that a new file would have, and SQLite's own check of the small tables.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable` or `ledgerDamaged` where not even that can
    ///   be read.
    public func structure(of tenant: TenantID) async throws -> LedgerStructure {
        let (identity, faults) = try await self.readKnowingSchema { database in
            let schema = try SchemaComparison(database).faults
            // A table that is gone or altered is told of, and may not be readable otherwise.
            let isWhole = schema.allSatisfy { $0.isAboutDerivedData }
            let tables = isWhole ? try TableCheck.faults(database) : []
            let identity = try StoredLedger.identity(of: tenant, database)
            return (identity, schema + tables.filter { !schema.contains($0) })
        }
        return LedgerStructure(
            identity: identity,
            findings: faults.map { VerificationFinding(index: nil, what: $0) }
        )
    }

    /// What of the tables and indexes of the file is not as Trail makes it; quick, whatever the
    /// file holds.
    public func checkSchema() async throws -> [VerificationFinding] {
        try await self.readKnowingSchema { try SchemaComparison($0).faults }
            .map { VerificationFinding(index: nil, what: $0) }
    }

    /// Reads what is compared with the schema that the migrations make: that is made once for the
    /// process, and not within an access to this file.
    private func readKnowingSchema<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        _ = try Schema.made.get()
        return try await self.read(body)
    }
}
