internal import GRDB
internal import Trail
internal import TrailSQL

/// Makes the segments, summaries and hourly figures of a tenant anew where they do not fit its rows.
struct FigureRebuild {
    let tenant: Int64
    let database: Database

    /// How many segments and figures there was something to do about.
    struct Count {
        var missing = 0
        var unfit = 0

        static func + (first: Self, second: Self) -> Self {
            Self(missing: first.missing + second.missing, unfit: first.unfit + second.unfit)
        }
    }

    /// Replaces what does not fit, and makes what is missing.
    func run() throws -> Count {
        var sums = BatchTally()
        try self.sum(into: &sums)
        let summaries = Count(unfit: try self.dropWrongSummaries())
        let wrong = try self.wrongSegments(sums) + self.wrongRollups(sums)
        guard wrong.missing + wrong.unfit > 0 else { return summaries }
        for table in ["segment", "rollup", "summary"] {
            let clear = try RawStatement("DELETE FROM \(table) WHERE tenant = ?", self.database)
            clear.bind(self.tenant, at: 1)
            try clear.run()
        }
        try sums.write(self.tenant, self.database)
        try self.renewRevisions()
        return wrong + summaries
    }

    private func sum(into sums: inout BatchTally) throws {
        let statement = try RawStatement(
            """
            SELECT seq, \(RowFigures.columns) FROM event NOT INDEXED
            WHERE tenant = ? ORDER BY seq
            """,
            self.database
        )
        defer { statement.reset() }
        statement.bind(self.tenant, at: 1)
        while try statement.step() {
            sums.add(RowFigures(statement, first: 1))
        }
    }

    /// Drops summaries that do not fit; they are made anew behind the writer.
    private func dropWrongSummaries() throws -> Int {
        var wrong = 0
        for (span, _, _) in try SummaryTable.parts(of: self.tenant, self.database)
        where try SummaryTable.fits(tenant: self.tenant, segment: span.number, self.database)
            == false
        {
            try SummaryTable.drop(tenant: self.tenant, segment: span.number, self.database)
            wrong += 1
        }
        return wrong
    }

    /// Gives segments that begin anew a revision that they never had: nobody who remembers figures
    /// of them may take them for the old ones.
    private func renewRevisions() throws {
        let renew = try RawStatement(
            "UPDATE segment SET revision = random() >> 2 WHERE tenant = ?",
            self.database
        )
        renew.bind(self.tenant, at: 1)
        try renew.run()
    }

    private func wrongSegments(_ sums: BatchTally) throws -> Count {
        var left = sums.segments
        var unfit = 0
        for span in try SegmentTable.spans(of: self.tenant, self.database) {
            if left.removeValue(forKey: span.number)?.fits(span) != true { unfit += 1 }
        }
        return Count(missing: left.count, unfit: unfit)
    }

    private func wrongRollups(_ sums: BatchTally) throws -> Count {
        var left = sums.rollups
        var unfit = 0
        for (key, kept) in try BatchTally.keptRollups(of: self.tenant, self.database)
        where left.removeValue(forKey: key) != kept {
            unfit += 1
        }
        return Count(missing: left.count, unfit: unfit)
    }
}
