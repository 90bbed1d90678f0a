internal import GRDB
internal import Trail
internal import TrailSQL

/// Answers a ``Trail/FiguresRequest`` within one snapshot.
///
/// Whole hours are counted by rollups, or by segments where these are fewer by far. The hours at the
/// edges, and the lists, come from what is summed up of segments, and from rows where nothing is, or
/// where a summary is only partly within the time that was asked for. A query with filters is
/// answered from the rows that match.
struct FiguresReader {
    private let request: FiguresRequest
    private let plan: QueryPlan
    private let kinds: [Event.Kind]
    private let view: LedgerView
    private let database: Database
    private var tally: FigureTally
    /// The newest segment, where it is remembered.
    private(set) var newest: OpenSegment?
    /// Rows that may be looked at yet where nothing else answers.
    private var rowsLeft: Int
    private var isPartial = false
    private var isPartialForCounts = false

    /// Prepares an answer about a tenant's ledger.
    init(
        _ request: FiguresRequest,
        _ view: LedgerView,
        newest: OpenSegment?,
        _ database: Database
    ) {
        self.request = request
        self.plan = QueryPlan(request.query)
        let kinds = request.query.kinds
        self.kinds = Event.Kind.allCases.filter { kinds.isEmpty || kinds.contains($0) }
        self.view = view
        self.database = database
        self.tally = FigureTally(request.lists)
        self.newest = newest
        self.rowsLeft = max(request.rowBudget, 0)
    }

    /// The figures, without the names of users.
    mutating func read() throws -> Figures {
        if self.plan.earliest <= self.plan.latest {
            if self.request.query.filters.isEmpty {
                try self.readByHour()
            } else {
                try self.readMatching()
            }
        }
        var figures = self.tally.figures(self.request)
        if self.isPartial { figures.becomePartial(includingCounts: self.isPartialForCounts) }
        return figures
    }
}

// MARK: - Without filters

extension FiguresReader {
    /// A span of time in microseconds, both ends included.
    private typealias Span = ClosedRange<Int64>

    private mutating func readByHour() throws {
        let (earliest, latest) = (self.plan.earliest, self.plan.latest)
        let parts = try self.parts(in: earliest...latest)
        guard self.request.isCounting, !self.canCount(by: parts, earliest...latest) else {
            let counted = self.request.isCounting ? CountedHours.all : .only([])
            return try self.readSegments(parts, earliest...latest, counted)
        }
        let (first, last) = (RollupHour.of(earliest), RollupHour.of(latest))
        let startsWhole = earliest == .min || earliest == RollupHour.start(of: first)
        let endsWhole = latest == .max || latest == RollupHour.end(of: last)
        let edges = Set((startsWhole ? [] : [first]) + (endsWhole ? [] : [last]))
        let (low, high) = (startsWhole ? first : first + 1, endsWhole ? last : last - 1)
        if low <= high { try self.readRollups(low...high) }
        if self.request.lists.isEmpty {
            for hour in edges {
                let start = max(earliest, RollupHour.start(of: hour))
                let span = start...min(latest, RollupHour.end(of: hour))
                try self.readSegments(try self.parts(in: span), span, .only(edges))
            }
        } else {
            try self.readSegments(parts, earliest...latest, .only(edges))
        }
    }

    /// The segments that have something of a span of time.
    private func parts(in span: Span) throws -> [Part] {
        let newest = try self.database.firstInteger("SELECT max(seq) FROM event")
            .map(SegmentSpan.number)
        return try SummaryTable.parts(of: self.view.number, self.database).compactMap { part in
            guard part.span.earliest <= span.upperBound, part.span.latest >= span.lowerBound else {
                return nil
            }
            let isNewest = part.span.number == newest && part.span.events >= SummaryTable.fewest
            return Part(
                span: part.span,
                state: part.state,
                revision: part.revision,
                isNewest: isNewest && part.state != .stored
            )
        }
    }

    /// A tenant's part of a segment.
    private struct Part {
        let span: SegmentSpan
        let state: SummaryTable.State
        let revision: Int64
        /// Whether it is remembered, for events arrive in it.
        let isNewest: Bool
    }

    /// Whether the segments tell all that is to be counted, and sooner than the hours do: where
    /// there are many hours to a segment, and no steps of an hour are wanted.
    private func canCount(by parts: [Part], _ span: Span) -> Bool {
        guard self.request.interval != .hour, self.isOfAllKinds else { return false }
        let first = max(span.lowerBound, parts.map(\.span.earliest).min() ?? 0)
        let last = min(span.upperBound, parts.map(\.span.latest).max() ?? 0)
        guard first <= last else { return false }
        let hours = RollupHour.of(last) - RollupHour.of(first)
        return hours > 2 * Int64(parts.count)
            && parts.allSatisfy { $0.state != .open || $0.isNewest }
    }

    private var isOfAllKinds: Bool { self.kinds.count == Event.Kind.allCases.count }

    private mutating func readRollups(_ hours: ClosedRange<Int64>) throws {
        let statement = try RawStatement(
            """
            SELECT hour, kind, outcome, status_class, count, duration_sum FROM rollup
            WHERE tenant = ? AND hour >= ? AND hour <= ?
            """,
            self.database
        )
        defer { statement.reset() }
        statement.bind(self.view.number, at: 1)
        statement.bind(hours.lowerBound, at: 2)
        statement.bind(hours.upperBound, at: 3)
        while try statement.step() {
            guard let kind = Event.Kind(code: statement.integer(1)), self.kinds.contains(kind),
                let outcome = Event.Outcome(code: statement.integer(2))
            else { continue }
            let key = FigureKey(kind: kind, outcome: outcome, result: statement.integer(3))
            // No more cells than steps: a year has thousands of hours.
            let hour = self.request.interval?.firstHour(of: statement.integer(0)) ?? 0
            let cell = FigureTally.Cell(hour: hour, key: key)
            self.tally.cells[cell, default: FigureSum()]
                .add(statement.integer(4), statement.integer(5))
        }
    }

    /// Adds what segments say of a span of time: to the lists, and to the cells of some hours.
    private mutating func readSegments(
        _ parts: [Part],
        _ span: Span,
        _ counted: CountedHours
    ) throws {
        for part in parts {
            var isAnswered = false
            if self.isOfAllKinds, part.state == .stored {
                isAnswered = try self.addStored(part.span, span, counted)
            } else if self.isOfAllKinds, part.isNewest {
                isAnswered = try self.addNewest(part.span, part.revision, span, counted)
            }
            if !isAnswered { try self.addRows(of: part.span, span, counted) }
        }
    }

    /// Adds what is stored of a segment.
    ///
    /// - Returns: Whether there is a summary that can be read.
    private mutating func addStored(
        _ segment: SegmentSpan,
        _ span: Span,
        _ counted: CountedHours
    ) throws -> Bool {
        let number = self.view.number
        let database = self.database
        return try SummaryTable.withSummary(tenant: number, segment: segment.number, database) {
            guard let stored = StoredSummary($0) else { return false }
            if segment.earliest >= span.lowerBound, segment.latest <= span.upperBound {
                self.add { tally throws(FigureByteReader.Malformed) in
                    try Self.add(whole: stored, to: &tally, counted)
                }
                return true
            }
            for bucket in stored.buckets {
                let times = (bucket.first, bucket.last)
                guard let part = Self.overlap(times, span) else { continue }
                guard part == bucket.first...bucket.last else {
                    try self.readRows(in: segment.number, part, counted)
                    continue
                }
                self.add { tally throws(FigureByteReader.Malformed) in
                    let isCounting = counted.contains(bucket.hour)
                    try bucket.add(to: &tally, countingCells: isCounting)
                }
            }
            return true
        } ?? false
    }

    /// Adds all of a segment: its lists at once, and the cells of the hours at the edges.
    private static func add(
        whole stored: StoredSummary,
        to tally: inout FigureTally,
        _ counted: CountedHours
    ) throws(FigureByteReader.Malformed) {
        if tally.keepsAny { try stored.totals.add(to: &tally, countingCells: false) }
        switch counted {
        case .all: try stored.addDays(to: &tally)
        case .only(let hours):
            for bucket in stored.buckets where hours.contains(bucket.hour) {
                try bucket.addCells(to: &tally)
            }
        }
    }

    /// Adds what is stored, if it can be read.
    private mutating func add(
        _ work: (inout FigureTally) throws(FigureByteReader.Malformed) -> Void
    ) {
        do throws(FigureByteReader.Malformed) {
            try work(&self.tally)
        } catch {
            // Verification names the row; here the answer says that it is none to rely on.
            self.isPartial = true
            self.isPartialForCounts = true
        }
    }

    /// Adds what is remembered of the newest segment, brought up to date.
    ///
    /// - Returns: Whether that is in step with the rows.
    private mutating func addNewest(
        _ segment: SegmentSpan,
        _ revision: Int64,
        _ span: Span,
        _ counted: CountedHours
    ) throws -> Bool {
        let open = try OpenSegment.current(
            of: segment,
            revision,
            tenant: self.view.number,
            remembered: self.newest,
            self.database
        )
        guard let open else { return false }
        for (part, bucket) in open.summary.buckets {
            let hour = part.hour
            guard let times = Self.overlap((bucket.first, bucket.last), span) else { continue }
            guard times == bucket.first...bucket.last else {
                try self.readRows(in: segment.number, times, counted)
                continue
            }
            self.tally.add(bucket.tally, countingCells: counted.contains(hour))
        }
        self.newest = open
        return true
    }

    /// Adds rows of a segment of which nothing is summed up, as long as the budget lasts; those of
    /// the hours at the edges in any case.
    private mutating func addRows(
        of segment: SegmentSpan,
        _ span: Span,
        _ counted: CountedHours
    ) throws {
        guard !self.request.lists.isEmpty, self.rowsLeft > 0 else {
            if !self.request.lists.isEmpty { self.isPartial = true }
            for times in counted.times(in: segment) {
                guard let part = Self.overlap(times, span) else { continue }
                try self.readRows(in: segment.number, part, counted, withTexts: false)
            }
            return
        }
        self.rowsLeft -= try self.readRows(in: segment.number, span, counted)
    }

    /// Adds rows of a segment: to the lists, and to the cells of the hours at the edges.
    ///
    /// - Returns: How many rows there are.
    @discardableResult
    private mutating func readRows(
        in segment: Int64,
        _ span: Span,
        _ counted: CountedHours,
        withTexts: Bool = true
    ) throws -> Int {
        let withTexts = withTexts && !self.request.lists.isEmpty
        let place = FigureRows.Place(
            segment: segment,
            tenant: self.view.number,
            span: span,
            kinds: self.kinds
        )
        return try FigureRows.forEach(in: place, withTexts: withTexts, self.database) { row in
            let key = row.key
            if counted.contains(RollupHour.of(row.time)) { self.tally.count(row, key) }
            if withTexts { self.tally.list(row, key) }
        }
    }

    private static func overlap(_ times: (first: Int64, last: Int64), _ span: Span) -> Span? {
        let (low, high) = (max(times.first, span.lowerBound), min(times.last, span.upperBound))
        return low <= high ? low...high : nil
    }
}

// MARK: - With filters

extension FiguresReader {
    /// Adds the rows that match, the newest first, as long as the budget lasts.
    private mutating func readMatching() throws {
        var query = self.request.query
        query.cursor = nil
        var places = try PlaceSource(
            self.plan,
            query,
            .timeDescending,
            self.view,
            expected: SegmentMerge.maximumLook,
            self.database
        )
        let judge = try RowJudge(
            query,
            sections: self.plan.sections,
            isTrusting: places.isCovering,
            self.database
        )
        let rows = try FigureRows(.single, self.database)
        while let place = try places.next() {
            guard self.rowsLeft > 0 else {
                self.isPartial = true
                self.isPartialForCounts = true
                return
            }
            self.rowsLeft -= 1
            guard try judge.matches(place.sequence) else { continue }
            try rows.forEach([place.sequence]) { row, _ in self.tally.add(row) }
        }
    }
}
