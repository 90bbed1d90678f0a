internal import GRDB
internal import Trail
internal import TrailSQL

/// The places that an answer looks at, in scan order.
struct PlaceSource {
    /// Whether every place is one of an event that matches.
    let isCovering: Bool

    /// The walk through the ledger itself, every row of it.
    private var ledger: LedgerPlaces?
    // Or the walk through the segments, from an index.
    private var segments: SegmentMerge?
    private var candidates: CandidateStatement?
    // Which is led by the search index, and by a clock.
    private var search: SearchCandidates?
    private var deadline: SearchDeadline?

    /// The places of a query, from its cursor on, of which about `expected` will be asked for.
    ///
    /// - Parameters:
    ///   - plan: How the query is answered without a search index.
    ///   - query: What is asked.
    ///   - order: The direction of the walk.
    ///   - view: The ledger.
    ///   - expected: About how many places will be asked for.
    ///   - search: The search index, if it is to lead.
    ///   - isTimed: Whether the walk ends when the query's time for searching is used up.
    ///   - database: Where the rows are.
    /// - Throws: What SQLite says of the statements.
    init(
        _ plan: QueryPlan,
        _ query: EventQuery,
        _ order: ScanOrder,
        _ view: LedgerView,
        expected: Int,
        search: SearchReader? = nil,
        isTimed: Bool = false,
        _ database: Database
    ) throws {
        if search == nil, order.isByArrival, Self.isNarrowedByKindAlone(plan, query) {
            // The ledger in its own order is as good as an index.
            self.isCovering = false
            self.ledger = try LedgerPlaces(
                order,
                after: query.cursor,
                ledgerSize: query.cursor?.ledgerSize ?? view.size,
                tenant: view.number,
                database
            )
            return
        }
        self.isCovering = plan.isCovering && search == nil
        let range = try Self.range(plan, query.cursor, order, view, database)
        let spans = try SegmentTable.spans(of: view.number, database)
        if isTimed { self.deadline = SearchDeadline(query, order, spans, view, database) }
        let sql = CandidateSQL(plan.driver, order: order)
        self.segments = SegmentMerge(spans, range: range, expected: expected)
        let candidates = try CandidateStatement(sql, tenant: view.number, database)
        self.candidates = candidates
        guard let search else { return }
        self.search = try SearchCandidates(
            search,
            order: order,
            tenant: view.number,
            fallback: candidates,
            database
        )
    }

    private static func isNarrowedByKindAlone(_ plan: QueryPlan, _ query: EventQuery) -> Bool {
        guard case .kinds = plan.driver else { return false }
        return query.from == nil && query.to == nil
    }

    /// Whether the time is used up, and nothing more should be begun.
    var isOutOfTime: Bool { self.deadline?.hasPassed ?? false }

    /// From where the walk is to go on, if it ended because its time was used up.
    var stop: EventCursor? { self.deadline?.stop }

    /// The next place; `nil` after the last.
    mutating func next() throws -> EventPlace? {
        while let step = self.segments?.next() {
            switch step {
            case .place(let place): return place
            case .finished: return nil
            case .look(let window, let limit):
                guard try self.deadline?.mayEnter(window.segment) ?? true else { return nil }
                let found = try self.look(window, limit)
                self.segments?.supply(found, asked: limit)
            }
        }
        return try self.ledger?.next()
    }

    private mutating func look(_ window: SegmentWindow, _ limit: Int) throws -> [EventPlace] {
        if let found = try self.search?.places(in: window, limit: limit) { return found }
        return try self.candidates?.places(in: window, limit: limit) ?? []
    }

    /// The range of a page: its cursor speaks of the ledger's indexes, the tables of row numbers.
    private static func range(
        _ plan: QueryPlan,
        _ cursor: EventCursor?,
        _ order: ScanOrder,
        _ view: LedgerView,
        _ database: Database
    ) throws -> ScanRange {
        var range = ScanRange(order: order, earliest: plan.earliest, latest: plan.latest)
        guard let cursor else { return range }
        // The event at the place may be gone, so its nearest neighbour on the far side bounds.
        let atOrAbove = "SELECT seq FROM event WHERE tenant = ? AND idx >= ? ORDER BY idx LIMIT 1"
        let atOrBelow =
            "SELECT seq FROM event WHERE tenant = ? AND idx <= ? ORDER BY idx DESC LIMIT 1"
        func sequence(_ sql: String, _ index: UInt64) throws -> Int64? {
            try database.firstInteger(sql, view.number, Int64(clamping: index))
        }
        if cursor.ledgerSize < view.size {
            range.sequenceEnd = try sequence(atOrAbove, cursor.ledgerSize) ?? .max
        }
        let place =
            order.isAscending
            ? try sequence(atOrBelow, cursor.index) ?? -1
            : try sequence(atOrAbove, cursor.index) ?? .max
        range.after = EventPlace(time: cursor.time.microseconds, sequence: place)
        return range
    }
}
