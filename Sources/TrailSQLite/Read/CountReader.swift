internal import GRDB
internal import Trail
internal import TrailSQL

/// Counts the events that match within one snapshot, as exactly as its limit demands.
struct CountReader {
    /// Where every limit ends, so that nothing overflows.
    private static let mostJudged = 1_000_000_000

    private let query: EventQuery
    private let limit: Int
    private let plan: QueryPlan
    private let view: LedgerView
    private let database: Database
    private let search: SearchReader?

    /// Prepares a count, with a search index if there is one; `nil` where the tenant has no ledger.
    init?(
        _ query: EventQuery,
        limit: Int,
        _ database: Database,
        search: OpenSearch? = nil
    ) throws {
        guard let view = try LedgerView.read(query.tenant, database) else { return nil }
        self.query = query
        self.limit = min(max(limit, 1), Self.mostJudged)
        self.plan = QueryPlan(query)
        self.view = view
        self.database = database
        self.search = try search?.reader(tenant: view.number)
    }

    /// The count.
    mutating func read() throws -> EventCount {
        if let search = self.search { return try self.count(search) }
        if self.query.filters.isEmpty, self.query.anyOf.isEmpty, self.query.search == nil,
            case .kinds(let kinds) = self.plan.driver
        {
            return try self.countByHour(kinds)
        }
        return try self.plan.isCovering
            ? self.countPlaces(from: self.plan.earliest, to: self.plan.latest, limit: self.limit)
            : self.countRows()
    }

    /// Whole hours from the rollups, the hours at the edges from the index.
    private func countByHour(_ kinds: [Event.Kind]) throws -> EventCount {
        let (earliest, latest) = (self.plan.earliest, self.plan.latest)
        guard earliest <= latest else { return EventCount(0) }
        var (first, last) = (RollupHour.of(earliest), RollupHour.of(latest))
        let startsWhole = earliest == .min || earliest == RollupHour.start(of: first)
        let endsWhole = latest == .max || latest == RollupHour.end(of: last)
        guard first < last else {
            return startsWhole && endsWhole
                ? EventCount(try self.sum(first...last, kinds))
                : try self.countEdge(from: earliest, to: latest, kinds)
        }
        var count = EventCount(0)
        if !startsWhole {
            count.add(try self.countEdge(from: earliest, to: RollupHour.end(of: first), kinds))
            first += 1
        }
        if !endsWhole {
            count.add(try self.countEdge(from: RollupHour.start(of: last), to: latest, kinds))
            last -= 1
        }
        if first <= last { count.add(EventCount(try self.sum(first...last, kinds))) }
        return count
    }

    /// Counts in a part of one hour, from the index as long as that is not too much.
    private func countEdge(
        from earliest: Int64,
        to latest: Int64,
        _ kinds: [Event.Kind]
    ) throws -> EventCount {
        let hour = RollupHour.of(earliest)
        let whole = try self.sum(hour...hour, kinds)
        guard whole > max(self.limit, Self.mostCounted) else {
            return try self.countPlaces(from: earliest, to: latest, limit: .max)
        }
        let share = Double(latest - earliest + 1) / Double(RollupHour.length)
        return EventCount(Int(Double(whole) * share), isEstimate: true)
    }

    /// Places of one hour that are counted one by one whatever the limit.
    private static let mostCounted = 100_000

    private func sum(_ hours: ClosedRange<Int64>, _ kinds: [Event.Kind]) throws -> Int {
        let codes = kinds.map { String($0.code) }.joined(separator: ", ")
        let sum = try self.database.firstInteger(
            """
            SELECT sum(count) FROM rollup
            WHERE tenant = ? AND hour >= ? AND hour <= ? AND kind IN (\(codes))
            """,
            self.view.number,
            hours.lowerBound,
            hours.upperBound
        )
        return Int(sum ?? 0)
    }

    /// Counts from the index alone, segment by segment, and goes by the part that was counted
    /// when there are more than `limit`.
    private func countPlaces(
        from earliest: Int64,
        to latest: Int64,
        limit: Int
    ) throws -> EventCount {
        let range = ScanRange(order: .timeDescending, earliest: earliest, latest: latest)
        let spans = try SegmentTable.spans(of: self.view.number, self.database)
            .filter { range.window(in: $0) != nil }
            .sorted { $0.number > $1.number }
        let statement = try CandidateStatement(
            .counting(self.plan.driver),
            tenant: self.view.number,
            self.database
        )
        let all = spans.reduce(0) { $0 + $1.events }
        var counted = 0
        var seen: Int64 = 0
        for span in spans {
            guard let window = range.window(in: span) else { continue }
            counted += try statement.count(in: window)
            seen += span.events
            guard counted > limit, seen < all else { continue }
            let share = Double(all) / Double(max(seen, 1))
            return EventCount(Int(Double(counted) * share), isEstimate: true)
        }
        return EventCount(counted, isEstimate: counted > limit)
    }

    /// How many more rows are judged for a count than for a page.
    ///
    /// A count is asked for with a page, and is to be exact wherever that costs no more than a few
    /// dozen milliseconds.
    private static let countFactor = 5

    /// How many rows are judged for a count.
    static func judgements(_ query: EventQuery) -> Int {
        min(max(query.scanBudget, 1), Self.mostJudged / Self.countFactor) * Self.countFactor
    }

    /// Judges rows up to a multiple of the query's budget, and goes by the part that was judged when there are
    /// more.
    private mutating func countRows() throws -> EventCount {
        var query = self.query
        query.cursor = nil
        let budget = Self.judgements(query)
        var places = try PlaceSource(
            self.plan,
            query,
            .timeDescending,
            self.view,
            expected: SegmentMerge.maximumLook,
            isTimed: self.query.search != nil,
            self.database
        )
        let judge = try RowJudge(
            query,
            sections: self.plan.sections,
            isTrusting: false,
            self.database
        )
        var judged = 0
        var matching = 0
        while let place = try places.next() {
            guard judged < budget, matching <= self.limit, !places.isOutOfTime else {
                return try self.estimate(matching, of: judged, budget)
            }
            judged += 1
            if try judge.matches(place.sequence) { matching += 1 }
        }
        return places.stop != nil
            ? try self.estimate(matching, of: judged, budget) : EventCount(matching)
    }

    private func estimate(_ matching: Int, of judged: Int, _ budget: Int) throws -> EventCount {
        let all = try self.countPlaces(
            from: self.plan.earliest,
            to: self.plan.latest,
            limit: 10 * max(budget, self.limit)
        )
        let share = Double(all.count) / Double(max(judged, 1))
        return EventCount(max(Int(Double(matching) * share), matching), isEstimate: true)
    }
}

extension CountReader {
    /// Counts by a search index.
    private func count(_ search: SearchReader) throws -> EventCount {
        try SearchCounter(
            self.query,
            self.plan,
            limit: self.limit,
            self.view,
            search,
            self.database
        ).read()
    }
}

extension EventCount {
    fileprivate mutating func add(_ other: EventCount) {
        self = EventCount(
            self.count + other.count,
            isEstimate: self.isEstimate || other.isEstimate
        )
    }
}
