internal import GRDB
internal import Trail
internal import TrailSQL

/// Compares the segments, indexes and rollups of a tenant with its rows: segment by segment, each
/// in a snapshot of its own, and the rollups in the snapshot of the last.
///
/// An intruder who leaves the events alone could otherwise hide them from lists by moving their
/// rows to where no list looks, or change what the dashboard counts.
struct FigureCheck {
    /// The tenant's number.
    let tenant: Int64
    /// What was found: rows out of place first, then indexes, then figures.
    var findings: [VerificationFinding] { self.misplaced + self.indexes.findings + self.wrong }
    private var misplaced: [VerificationFinding] = []
    private var wrong: [VerificationFinding] = []
    private var sums = BatchTally()
    private var indexes: IndexCheck
    /// Whether all rows have been looked at.
    private var hasScanned = false
    /// The next row to look at.
    private var next: Int64 = .min
    private var lastIndex: Int64 = -1
    private var removals: Removals

    /// The most findings that are told, of rows and of figures.
    private static let most = 100

    /// Prepares a check; `nil` where the tenant has no ledger.
    init?(_ tenant: TenantID, _ database: Database) throws {
        guard let number = try StoredLedger.number(of: tenant, database) else { return nil }
        self.tenant = number
        self.indexes = IndexCheck(tenant: number, try SchemaComparison(database))
        self.removals = try Removals(of: number, database)
    }

    /// The state of the removals, which change rows that have been looked at.
    private struct Removals: Hashable {
        let all: Int64
        let pending: Int64
        /// Those of all tenants: where one's events come back, another's rows may move.
        let everywhere: Int64

        init(of tenant: Int64, _ database: Database) throws {
            let pending = "SELECT count(*) FROM removal WHERE tenant = ? AND is_pending = 1"
            self.pending = try database.firstInteger(pending, tenant) ?? 0
            let all = "SELECT count(*) FROM removal WHERE tenant = ?"
            self.all = try database.firstInteger(all, tenant) ?? 0
            let everywhere = """
                SELECT 1000000 * count(*) + coalesce(sum(is_pending), 0) FROM removal
                """
            self.everywhere = try database.firstInteger(everywhere) ?? 0
        }

        /// Whether the tenant's own are the same.
        func isSame(_ other: Self) -> Bool {
            self.all == other.all && self.pending == other.pending
        }
    }

    /// How a step ended.
    enum Step {
        /// There is another segment.
        case more
        /// Everything has been compared.
        case done
        /// Rows were removed meanwhile: the sums are of no use.
        case disturbed
    }

    /// Looks at the next segment.
    mutating func step(_ database: Database) throws -> Step {
        guard !self.hasScanned else { return try self.compareLedgerIndexes(database) }
        guard let first = try self.firstRow(database) else { return try self.finish(database) }
        let segment = SegmentSpan.number(ofSequence: first)
        let end = (segment + 1) << SegmentSpan.bits
        try self.scan(segment, from: first, database)
        try self.compare(segment, database)
        self.next = end
        guard try self.firstRow(database) == nil else { return .more }
        return try self.finish(database)
    }

    private func firstRow(_ database: Database) throws -> Int64? {
        try database.firstInteger("SELECT min(seq) FROM event WHERE seq >= ?", self.next)
    }

    /// The rows of a segment.
    ///
    /// Without the hint every segment would be looked for in the whole index of the tenant's rows.
    static func rowsOfSegment(withTexts: Bool) -> String {
        let columns =
            withTexts
            ? "kind, outcome, time, status, duration, who, \"where\", what"
            : RowFigures.columns
        return """
            SELECT seq, idx, \(columns), \(IndexCheck.columns) FROM event NOT INDEXED
            WHERE seq >= ? AND seq < ? AND tenant = ? ORDER BY seq
            """
    }

    /// Looks at the rows of a segment once, and compares what is summed up of them, if anything is.
    private mutating func scan(_ segment: Int64, from first: Int64, _ database: Database) throws {
        let tenant = self.tenant
        let isSummedUp = try SummaryTable.withSummary(tenant: tenant, segment: segment, database) {
            _ in true
        }
        // What is summed up is read by that index. Where it is wrong it is made anew first.
        let withTexts = (isSummedUp ?? false) && self.indexes.isSound(.kind)
        let what = withTexts ? 9 : 7
        let place = FigureRows.Place(segment: segment, tenant: tenant)
        var summary = SegmentSummary(withTexts ? try HourParts(of: place, database) : HourParts())
        let statement = try RawStatement(Self.rowsOfSegment(withTexts: withTexts), database)
        defer { statement.reset() }
        statement.bind(first, at: 1)
        statement.bind((segment + 1) << SegmentSpan.bits, at: 2)
        statement.bind(tenant, at: 3)
        while try statement.step() {
            self.checkIndex(statement.integer(1))
            self.indexes.add(statement, keysFrom: what + 1)
            self.sums.add(RowFigures(statement, first: 2, what: what))
            if withTexts, let row = FigureRow(statement, first: 2) { summary.add(row) }
        }
        guard withTexts else { return }
        let bytes = summary.bytes
        let fits = try SummaryTable.withSummary(tenant: tenant, segment: segment, database) {
            $0.elementsEqual(bytes)
        }
        guard fits == false else { return }
        self.add("the summary of segment \(segment) is not what its events give")
    }

    private mutating func checkIndex(_ index: Int64) {
        if index < 0 {
            self.add(VerificationFinding(index: nil, what: .inserted))
        } else if index <= self.lastIndex {
            self.add(VerificationFinding(index: UInt64(index), what: .misplaced))
        }
        self.lastIndex = max(self.lastIndex, index)
    }

    /// Compares what is kept of a segment, in the snapshot in which its rows were looked at.
    private mutating func compare(_ number: Int64, _ database: Database) throws {
        try self.indexes.compare(number, database)
        let kept = try SegmentTable.spans(of: self.tenant, database).first { $0.number == number }
        guard let found = self.sums.segments[number] else {
            if let kept { self.addSegment(number, 0, kept.events) }
            return
        }
        guard let kept else { return self.addSegment(number, found.events, 0) }
        guard !found.fits(kept) else { return }
        self.addSegment(number, found.events, kept.events)
    }

    private mutating func finish(_ database: Database) throws -> Step {
        for span in try SegmentTable.spans(of: self.tenant, database)
        where self.sums.segments[span.number] == nil {
            self.addSegment(span.number, 0, span.events)
        }
        try self.indexes.compareEnd(database)
        let removals = try Removals(of: self.tenant, database)
        guard removals.isSame(self.removals) else { return .disturbed }
        // One that is under way goes on changing rows; it is reported as pending.
        guard removals.pending == 0 else { return .done }
        try self.compareRollups(database)
        self.hasScanned = true
        return .more
    }

    /// Looks at the next entries of the indexes that do not begin with the segment; rows that were
    /// moved or removed since the scan would be held against them.
    private mutating func compareLedgerIndexes(_ database: Database) throws -> Step {
        if try self.indexes.ledger.step(database) { return .more }
        guard !self.indexes.ledger.wrong.isEmpty else { return .done }
        return try Removals(of: self.tenant, database) == self.removals ? .done : .disturbed
    }

    private mutating func compareRollups(_ database: Database) throws {
        var left = self.sums.rollups
        for (key, kept) in try BatchTally.keptRollups(of: self.tenant, database) {
            let found = left.removeValue(forKey: key)
            if found != kept { self.addRollup(key, found, kept) }
        }
        for (key, found) in left { self.addRollup(key, found, nil) }
    }

    private mutating func addSegment(_ number: Int64, _ found: Int64, _ kept: Int64) {
        self.add(
            found == kept
                ? "segment \(number) has events of other times"
                : "segment \(number) has \(found) events, not \(kept)"
        )
    }

    private mutating func addRollup(
        _ key: BatchTally.RollupKey,
        _ found: BatchTally.Rollup?,
        _ kept: BatchTally.Rollup?
    ) {
        let hour = Timestamp(microseconds: RollupHour.start(of: key.hour))
        let counts = "\(found?.count ?? 0) events, not \(kept?.count ?? 0)"
        self.add("the hour of \(hour) has \(counts), of kind \(key.kind), outcome \(key.outcome)")
    }

    private mutating func add(_ what: String) {
        guard self.wrong.count < Self.most else { return }
        self.wrong.append(VerificationFinding(index: nil, what: .wrongFigures(what)))
    }

    private mutating func add(_ finding: VerificationFinding) {
        guard self.misplaced.count < Self.most else { return }
        self.misplaced.append(finding)
    }
}
