internal import GRDB
internal import Trail
internal import TrailSQL

/// Answers a ``Trail/SuspectsRequest`` within one snapshot, from the index of what went wrong.
struct SuspectsReader {
    private let request: SuspectsRequest
    private var places: PlaceSource
    private let judge: RowJudge
    private let row: RawStatement
    private var tally = AttemptTally()

    /// Prepares an answer; `nil` where the tenant has no ledger.
    init?(_ request: SuspectsRequest, _ database: Database) throws {
        var query = request.narrowedQuery
        query.cursor = nil
        guard let view = try LedgerView.read(query.tenant, database) else { return nil }
        let plan = QueryPlan(query)
        self.request = request
        self.places = try PlaceSource(
            plan,
            query,
            .timeDescending,
            view,
            expected: SegmentMerge.maximumLook,
            database
        )
        self.judge = try RowJudge(
            query,
            sections: plan.sections,
            isTrusting: self.places.isCovering,
            database
        )
        self.row = try RawStatement("SELECT ip, username FROM event WHERE seq = ?", database)
    }

    /// The suspects.
    mutating func read() throws -> Suspects {
        var left = max(self.request.rowBudget, 0)
        var isPartial = false
        var earliest: Int64?
        while let place = try self.places.next() {
            guard left > 0 else {
                isPartial = true
                break
            }
            left -= 1
            earliest = place.time
            guard try self.judge.matches(place.sequence) else { continue }
            try self.take(place)
        }
        let entries = self.tally.suspects(self.request)
        var suspects = Suspects(entries: entries, isPartial: isPartial)
        suspects.since = isPartial ? earliest.map { Timestamp(microseconds: $0) } : nil
        return suspects
    }

    private mutating func take(_ place: EventPlace) throws {
        self.row.bind(place.sequence, at: 1)
        guard try self.row.step() else { return }
        defer { self.row.reset() }
        self.tally.add(
            address: self.row.optionalText(0),
            username: self.row.optionalText(1),
            time: place.time
        )
    }
}
