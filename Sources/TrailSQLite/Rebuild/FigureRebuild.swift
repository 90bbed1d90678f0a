internal import GRDB
internal import Trail
internal import TrailSQL

/// Makes the segments and hourly figures of a tenant anew where they do not fit its rows.
struct FigureRebuild {
    let tenant: Int64
    let database: Database

    /// Replaces what does not fit.
    ///
    /// - Returns: How many segments and figures were missing or did not fit.
    func run() throws -> Int {
        var sums = BatchTally()
        try self.sum(into: &sums)
        let wrong = try self.wrongSegments(sums) + self.wrongRollups(sums)
        guard wrong > 0 else { return 0 }
        for table in ["segment", "rollup"] {
            let clear = try RawStatement("DELETE FROM \(table) WHERE tenant = ?", self.database)
            clear.bind(self.tenant, at: 1)
            try clear.run()
        }
        try sums.write(self.tenant, self.database)
        return wrong
    }

    private func sum(into sums: inout BatchTally) throws {
        let statement = try RawStatement(
            """
            SELECT \(BatchTally.columns) FROM event NOT INDEXED
            WHERE tenant = ? ORDER BY seq
            """,
            self.database
        )
        defer { statement.reset() }
        statement.bind(self.tenant, at: 1)
        while try statement.step() {
            sums.add(statement)
        }
    }

    private func wrongSegments(_ sums: BatchTally) throws -> Int {
        var left = sums.segments
        var wrong = 0
        for span in try SegmentTable.spans(of: self.tenant, self.database) {
            if left.removeValue(forKey: span.number)?.fits(span) != true { wrong += 1 }
        }
        return wrong + left.count
    }

    private func wrongRollups(_ sums: BatchTally) throws -> Int {
        var left = sums.rollups
        var wrong = 0
        for (key, kept) in try BatchTally.keptRollups(of: self.tenant, self.database)
        where left.removeValue(forKey: key) != kept {
            wrong += 1
        }
        return wrong + left.count
    }
}
