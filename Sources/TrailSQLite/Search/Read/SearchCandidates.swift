internal import GRDB
internal import Trail
internal import TrailSQL

/// The places in a segment that a search looks at: where the index leads to, and all rows that it
/// does not have yet.
struct SearchCandidates {
    private let reader: SearchReader
    private let order: ScanOrder
    private let tenant: Int64
    private let rows: RawStatement
    /// Leads through segments that the index has nothing of.
    private let fallback: CandidateStatement
    /// What is left of the segments that were looked into.
    private var lists: [Int64: ArraySlice<EventPlace>] = [:]

    init(
        _ reader: SearchReader,
        order: ScanOrder,
        tenant: Int64,
        fallback: CandidateStatement,
        _ store: Database
    ) throws {
        self.reader = reader
        self.order = order
        self.tenant = tenant
        self.fallback = fallback
        self.rows = try RawStatement(Self.rowsOfGap, store)
    }

    /// The rows that the index does not have.
    ///
    /// Without the hint they would be looked for among all rows of the tenant.
    static let rowsOfGap =
        "SELECT time, seq FROM event NOT INDEXED WHERE seq >= ? AND seq < ? AND tenant = ?"

    /// The next places of a segment; called for the first time with the window in which the walk
    /// enters it.
    mutating func places(in window: SegmentWindow, limit: Int) throws -> [EventPlace] {
        let segment = window.segment
        guard !self.reader.runs(of: segment).isEmpty else {
            return try self.fallback.places(in: window, limit: limit)
        }
        var list = try self.lists[segment] ?? self.all(in: window)[...]
        self.lists[segment] = nil
        let found = Array(list.prefix(limit))
        list = list.dropFirst(limit)
        if !list.isEmpty { self.lists[segment] = list }
        return found
    }

    /// All places of a segment within its window, in scan order.
    private func all(in window: SegmentWindow) throws -> [EventPlace] {
        var places: [EventPlace] = []
        func take(_ place: EventPlace) {
            if window.contains(place, in: self.order) { places.append(place) }
        }
        let runs = self.reader.runs(of: window.segment)
        for run in runs { try self.reader.forEachPlace(in: run, take) }
        var isInOrder = runs.count == 1 && !self.order.isByArrival
        for gap in self.reader.gaps(in: window.segment) {
            self.rows.bind(gap.lowerBound, at: 1)
            self.rows.bind(gap.upperBound, at: 2)
            self.rows.bind(self.tenant, at: 3)
            while try self.rows.step() {
                isInOrder = false
                take(EventPlace(time: self.rows.integer(0), sequence: self.rows.integer(1)))
            }
        }
        guard isInOrder else { return places.sorted(by: self.order.isBefore) }
        return self.order.isAscending ? places : places.reversed()
    }
}
