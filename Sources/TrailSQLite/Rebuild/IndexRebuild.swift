internal import GRDB
internal import Trail

/// Makes indexes anew that are missing, altered or do not fit their rows, and drops those that are
/// none of Trail's: an index holds nothing but copies of what the rows say.
struct IndexRebuild {
    let database: Database

    /// Mends what the findings say of indexes.
    ///
    /// - Parameters:
    ///   - findings: What was found.
    ///   - isConcerned: Which indexes are to be mended; all when absent.
    /// - Returns: How many were.
    /// - Throws: ``Trail/TrailError`` `ledgerDamaged` where rows contradict a unique index, or it
    ///   cannot be made by itself.
    func run(
        _ findings: [VerificationFinding],
        where isConcerned: (String) -> Bool = { _ in true }
    ) throws -> Int {
        var count = 0
        for finding in findings {
            guard case .wrongIndex(let name, let fault) = finding.what, isConcerned(name) else {
                continue
            }
            try self.mend(name, fault)
            count += 1
        }
        return count
    }

    private func mend(_ name: String, _ fault: VerificationFinding.IndexFault) throws {
        let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
        do {
            switch fault {
            case .unfit:
                try self.database.execute(sql: "REINDEX \(quoted)")
            case .foreign:
                try self.database.execute(sql: "DROP INDEX IF EXISTS \(quoted)")
            case .missing, .altered:
                guard let statement = try Schema.statement(makingIndex: name) else {
                    throw TrailError(
                        .ledgerDamaged,
                        "The index \(name) belongs to its table and cannot be made by itself."
                    )
                }
                try self.database.execute(sql: "DROP INDEX IF EXISTS \(quoted)")
                try self.database.execute(sql: statement)
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw TrailError(
                .ledgerDamaged,
                "The index \(name) cannot be made anew: two rows have what only one may have.",
                cause: SQLiteFailure(error)
            )
        }
    }
}
