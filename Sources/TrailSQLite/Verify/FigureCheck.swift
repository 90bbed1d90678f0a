internal import GRDB
public import Trail
internal import TrailSQL

/// Compares the segments and rollups of a tenant with its rows: segment by segment, each in a
/// snapshot of its own, and the rollups in the snapshot of the last.
///
/// An intruder who leaves the events alone could otherwise hide them from lists by moving their
/// rows to where no list looks, or change what the dashboard counts.
struct FigureCheck {
    /// The tenant's number.
    let tenant: Int64
    /// What was found: rows out of place first, then figures.
    var findings: [VerificationFinding] { self.misplaced + self.wrong }
    private var misplaced: [VerificationFinding] = []
    private var wrong: [VerificationFinding] = []
    private var sums = BatchTally()
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
        self.removals = try Removals(of: number, database)
    }

    /// The state of the removals, which change rows that have been looked at.
    private struct Removals: Hashable {
        let all: Int64
        let pending: Int64

        init(of tenant: Int64, _ database: Database) throws {
            let pending = "SELECT count(*) FROM removal WHERE tenant = ? AND is_pending = 1"
            self.pending = try database.firstInteger(pending, tenant) ?? 0
            let all = "SELECT count(*) FROM removal WHERE tenant = ?"
            self.all = try database.firstInteger(all, tenant) ?? 0
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
            SELECT seq, idx, \(columns) FROM event NOT INDEXED
            WHERE seq >= ? AND seq < ? AND tenant = ? ORDER BY seq
            """
    }

    /// Looks at the rows of a segment once, and compares what is summed up of them, if anything is.
    private mutating func scan(_ segment: Int64, from first: Int64, _ database: Database) throws {
        let tenant = self.tenant
        let isSummedUp = try SummaryTable.withSummary(tenant: tenant, segment: segment, database) {
            _ in true
        }
        let withTexts = isSummedUp ?? false
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
        let removals = try Removals(of: self.tenant, database)
        guard removals == self.removals else { return .disturbed }
        // One that is under way goes on changing rows; it is reported as pending.
        guard removals.pending == 0 else { return .done }
        try self.compareRollups(database)
        return .done
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

extension SQLiteEventStore {
    /// Compares segments and rollups with the rows, in short reads.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable` where removals go on and on meanwhile.
    public func checkFigures(of tenant: TenantID) async throws -> [VerificationFinding] {
        for _ in 0..<Self.figureAttempts {
            guard var check = try await self.read({ try FigureCheck(tenant, $0) }) else {
                return []
            }
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
}
