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

    /// Counts where the index leads to, and then rows that it does not have, one by one; goes by the
    /// part that was looked at when time is up.
    private func countLed() throws -> EventCount {
        let deadline = ContinuousClock.now + self.query.searchBudget
        var led = Led()
        for span in self.spans {
            guard led.isComplete else { break }
            try self.count(span, &led)
            led.isComplete = led.events == 0 || ContinuousClock.now < deadline
        }
        let judge = try self.makeJudge()
        let rows = try RawStatement(
            "\(SearchCandidates.rowsOfGap) AND time >= ? AND time <= ?",
            self.database
        )
        defer { rows.reset() }
        for span in self.spans where led.isComplete {
            for gap in self.search.gaps(in: span.number) {
                rows.bind(gap.lowerBound, at: 1)
                rows.bind(gap.upperBound, at: 2)
                rows.bind(self.view.number, at: 3)
                rows.bind(self.plan.earliest, at: 4)
                rows.bind(self.plan.latest, at: 5)
                while led.isComplete, try rows.step() {
                    led.events += 1
                    if try judge.matches(rows.integer(1)) { led.count += 1 }
                    led.isComplete = ContinuousClock.now < deadline
                }
                rows.reset()
            }
        }
        return led.count(of: self.spans.reduce(0) { $0 + $1.events })
    }

    /// What was found among so many events.
    private struct Led {
        var count = 0
        var events = 0
        var isComplete = true

        /// The count among `all` events.
        func count(of all: Int64) -> EventCount {
            guard !self.isComplete, self.events < all else { return EventCount(self.count) }
            let share = Double(all) / Double(max(self.events, 1))
            return EventCount(Int(Double(self.count) * share), isEstimate: true)
        }
    }

    /// Counts in what the index has of one segment.
    private func count(_ span: SegmentSpan, _ led: inout Led) throws {
        guard let window = self.range.window(in: span) else { return }
        let isWhole = self.plan.earliest <= span.earliest && self.plan.latest >= span.latest
        for run in self.search.runs(of: span.number) {
            led.count += try self.search.count(in: run, window, isWhole: isWhole)
            led.events += try self.search.documents(in: run)
        }
    }

    /// Events that are judged in any case, for an estimate from fewer would be none.
    private static let fewest = 64

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
            isTimed: self.query.search != nil,
            self.database
        )
        let budget = CountReader.judgements(self.query)
        var judged = 0
        var matching = 0
        while let place = try places.next() {
            let isInTime = judged < Self.fewest || !places.isOutOfTime
            guard isInTime, judged < budget, matching <= self.limit else {
                return Self.estimate(led, matching, judged)
            }
            judged += 1
            if try judge.matches(place.sequence) { matching += 1 }
        }
        return places.stop != nil
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
