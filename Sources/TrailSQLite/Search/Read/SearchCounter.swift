internal import GRDB
internal import Trail
internal import TrailSQL

/// Counts the events that a search finds, for as long as it may take.
struct SearchCounter {
    private let query: EventQuery
    private let plan: QueryPlan
    private let limit: Int
    private let view: LedgerView
    private let search: SearchReader
    private let database: Database
    private let range: ScanRange
    private let spans: [SegmentSpan]

    init(
        _ query: EventQuery,
        _ plan: QueryPlan,
        limit: Int,
        _ view: LedgerView,
        _ search: SearchReader,
        _ database: Database
    ) throws {
        self.query = query
        self.plan = plan
        self.limit = limit
        self.view = view
        self.search = search
        self.database = database
        let range = ScanRange(
            order: .timeDescending,
            earliest: plan.earliest,
            latest: plan.latest
        )
        self.range = range
        self.spans = try SegmentTable.spans(of: view.number, database)
            .filter { range.window(in: $0) != nil }
            .sorted { $0.number > $1.number }
    }

    /// The count.
    func read() throws -> EventCount {
        let led = try self.countLed()
        return self.search.plan.isExact || led.count == 0 ? led : try self.judge(led.count)
    }

    /// Counts where the index leads to, segment by segment from the newest, and rows that it does
    /// not have one by one; goes by the part that was counted when time is up.
    private func countLed() throws -> EventCount {
        let deadline = ContinuousClock.now + self.query.searchBudget
        let judge = try self.makeJudge()
        let rows = try RawStatement(
            "SELECT seq FROM event WHERE seq >= ? AND seq < ? AND tenant = ? AND time >= ? "
                + "AND time <= ?",
            self.database
        )
        defer { rows.reset() }
        let all = self.spans.reduce(0) { $0 + $1.events }
        var seen: Int64 = 0
        var count = 0
        for span in self.spans {
            let (found, isComplete) = try self.count(span, judge, rows, until: deadline)
            count += found
            seen += span.events
            guard !isComplete || (ContinuousClock.now >= deadline && seen < all) else { continue }
            let share = Double(all) / Double(max(seen, 1))
            return EventCount(Int(Double(count) * share), isEstimate: true)
        }
        return EventCount(count)
    }

    /// Counts in one segment.
    ///
    /// - Returns: The count, and whether all rows that the index does not have were looked at.
    private func count(
        _ span: SegmentSpan,
        _ judge: RowJudge,
        _ rows: RawStatement,
        until deadline: ContinuousClock.Instant
    ) throws -> (Int, isComplete: Bool) {
        guard let window = self.range.window(in: span) else { return (0, true) }
        let (earliest, latest) = (self.plan.earliest, self.plan.latest)
        let isWhole = earliest <= span.earliest && latest >= span.latest
        var count = 0
        for run in self.search.runs(of: span.number) {
            count += try self.search.count(in: run, window, isWhole: isWhole)
        }
        for gap in self.search.gaps(in: span.number) {
            rows.bind(gap.lowerBound, at: 1)
            rows.bind(gap.upperBound, at: 2)
            rows.bind(self.view.number, at: 3)
            rows.bind(earliest, at: 4)
            rows.bind(latest, at: 5)
            while try rows.step() {
                if try judge.matches(rows.integer(0)) { count += 1 }
                guard ContinuousClock.now < deadline else {
                    rows.reset()
                    return (count, false)
                }
            }
        }
        return (count, true)
    }

    /// Judges events one by one, and goes by the part that was judged when time is up.
    private func judge(_ led: Int) throws -> EventCount {
        let judge = try self.makeJudge()
        var query = self.query
        query.cursor = nil
        var places = try PlaceSource(
            self.plan,
            query,
            .timeDescending,
            self.view,
            expected: SegmentMerge.maximumLook,
            search: self.search,
            budget: self.query.searchBudget,
            self.database
        )
        var judged = 0
        var matching = 0
        while let place = try places.next() {
            guard !places.isOutOfTime, matching <= self.limit else {
                return Self.estimate(led, matching, judged)
            }
            judged += 1
            if try judge.matches(place.sequence) { matching += 1 }
        }
        return places.hasStopped
            ? Self.estimate(led, matching, judged) : EventCount(matching)
    }

    private static func estimate(_ led: Int, _ matching: Int, _ judged: Int) -> EventCount {
        let share = Double(matching) / Double(max(judged, 1))
        return EventCount(max(Int(Double(led) * share), matching), isEstimate: true)
    }

    private func makeJudge() throws -> RowJudge {
        try RowJudge(
            self.query,
            sections: self.plan.sections,
            isTrusting: false,
            self.database
        )
    }
}
