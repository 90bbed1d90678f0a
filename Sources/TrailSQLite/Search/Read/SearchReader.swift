internal import GRDB
internal import Trail
internal import TrailSQL

/// The search index as one query sees it: a snapshot, a tenant, and what is asked for.
struct SearchReader {
    /// What is asked for.
    let plan: SearchPlan
    private let tenant: Int64
    private let lookup: TermLookup
    private let places: RawStatement
    private let runs: [Int64: [IndexRun]]

    /// The index for a tenant's query.
    ///
    /// - Throws: ``IndexFailure``, as everything here does.
    init(_ plan: SearchPlan, tenant: Int64, _ database: Database) throws {
        self.plan = plan
        self.tenant = tenant
        (self.lookup, self.places, self.runs) = try Self.asFailure {
            (
                try TermLookup(database),
                try RawStatement(
                    "SELECT sum, places FROM part WHERE run = ? AND tenant = ?",
                    database
                ),
                Dictionary(grouping: try RunTable(database: database).all(), by: \.segment)
            )
        }
    }

    /// The runs of a segment, by their rows.
    func runs(of segment: Int64) -> [IndexRun] { self.runs[segment] ?? [] }

    /// The rows of a segment that are in no run.
    func gaps(in segment: Int64) -> [Range<Int64>] {
        let rows = SegmentSpan.rows(of: segment)
        var gaps: [Range<Int64>] = []
        var start = rows.lowerBound
        for run in self.runs(of: segment) {
            if run.rows.lowerBound > start { gaps.append(start..<run.rows.lowerBound) }
            start = max(start, run.rows.upperBound)
        }
        if start < rows.upperBound { gaps.append(start..<rows.upperBound) }
        return gaps
    }

    /// How many events the tenant has in a run.
    func documents(in run: IndexRun) throws -> Int {
        try Self.asFailure { try self.lookup.documents(of: self.tenant, in: run) }
    }

    /// How many documents of a run meet the plan, and fit within the window.
    func count(in run: IndexRun, _ window: SegmentWindow, isWhole: Bool) throws -> Int {
        guard !isWhole else {
            return try Self.asFailure {
                try self.lookup.documents(self.plan, of: self.tenant, in: run)?.count ?? 0
            }
        }
        var count = 0
        try self.forEachPlace(in: run) {
            if $0.time >= window.earliest, $0.time <= window.latest { count += 1 }
        }
        return count
    }

    /// Calls `body` with the places of the documents of a run that meet the plan, in order of time.
    func forEachPlace(in run: IndexRun, _ body: (EventPlace) -> Void) throws {
        try Self.asFailure {
            let found = try self.lookup.documents(self.plan, of: self.tenant, in: run)
            guard let found else { return }
            self.places.bind(run.number, at: 1)
            self.places.bind(self.tenant, at: 2)
            guard try self.places.step() else { throw IndexDamage() }
            defer { self.places.reset() }
            let bytes = self.places.memory(1)
            guard Checksum.of(bytes) == self.places.integer(0) else { throw IndexDamage() }
            let count = PlaceList.count(bytes)
            let first = SegmentSpan.rows(of: run.segment).lowerBound
            try found.forEach { document in
                guard document < count else { throw IndexDamage() }
                body(PlaceList.place(of: document, in: bytes, first: first))
            }
        }
    }

    private static func asFailure<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw IndexFailure(cause: error)
        }
    }
}
