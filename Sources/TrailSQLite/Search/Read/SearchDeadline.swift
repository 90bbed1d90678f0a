internal import GRDB
internal import Trail
internal import TrailSQL

/// The time by which a search is to end, and where it ended when that came.
struct SearchDeadline {
    private let end: ContinuousClock.Instant
    private let order: ScanOrder
    private let spans: [Int64: SegmentSpan]
    private let start: EventCursor?
    private let view: LedgerView
    private let database: Database
    private var entered: Set<Int64> = []
    /// From where the search is to go on, if it was ended between two segments.
    private(set) var stop: EventCursor?

    /// A deadline for the walk of a query through `spans`.
    init(
        _ query: EventQuery,
        _ order: ScanOrder,
        _ spans: [SegmentSpan],
        _ view: LedgerView,
        _ database: Database
    ) {
        self.end = .now + query.searchBudget
        self.order = order
        self.spans = Dictionary(spans.map { ($0.number, $0) }) { first, _ in first }
        self.start = query.cursor
        self.view = view
        self.database = database
    }

    /// Whether it has come.
    var hasPassed: Bool { ContinuousClock.now >= self.end }

    /// Whether the walk may look into a segment; where not, ``stop`` says how far it came.
    ///
    /// A segment that was entered is walked through, and one is entered in any case: every page
    /// gets on.
    mutating func mayEnter(_ segment: Int64) throws -> Bool {
        guard let span = self.spans[segment], self.entered.insert(segment).inserted,
            self.entered.count > 1, self.hasPassed
        else { return true }
        // What comes before it was met: a segment is entered only when nothing else comes first.
        let stop = try self.cursor(before: span)
        // Segments overlap: until the walk is beyond where the page began, it has met nothing new.
        guard self.start.map({ self.isBefore($0, stop) }) ?? true else { return true }
        self.stop = stop
        return false
    }

    private func isBefore(_ one: EventCursor, _ other: EventCursor) -> Bool {
        switch self.order {
        case .timeAscending: (one.time, one.index) < (other.time, other.index)
        case .timeDescending: (one.time, one.index) > (other.time, other.index)
        case .arrivalAscending: one.index < other.index
        case .arrivalDescending: one.index > other.index
        }
    }

    /// The cursor of a page that begins with the first place of a segment.
    private func cursor(before span: SegmentSpan) throws -> EventCursor {
        let first = span.firstPlace(in: self.order)
        var cursor = EventCursor(
            time: Timestamp(microseconds: first.time),
            index: self.start?.ledgerSize ?? self.view.size,
            direction: self.start?.direction ?? .forward,
            ledgerSize: self.start?.ledgerSize ?? self.view.size
        )
        if let neighbour = try self.neighbour(of: span.number) {
            cursor.index = neighbour
        } else if self.order.isAscending {
            // By time a walk may come late to the tenant's first segment: it goes on behind all
            // that is earlier.
            cursor.time = Timestamp(microseconds: max(first.time, .min + 1) - 1)
            cursor.index = UInt64(Int64.max)
        }
        return cursor
    }

    /// The index of the tenant's event that is nearest to a segment on its side towards the start
    /// of the walk.
    private func neighbour(of segment: Int64) throws -> UInt64? {
        let isAscending = self.order.isAscending
        let numbers = self.spans.keys
            .filter { isAscending ? $0 < segment : $0 > segment }
            .sorted { isAscending ? $0 > $1 : $0 < $1 }
        for number in numbers {
            let sequence = try self.database.firstInteger(
                """
                SELECT \(isAscending ? "max" : "min")(seq) FROM event INDEXED BY event_kind
                WHERE seq >> \(SegmentSpan.bits) = ? AND tenant = ?
                """,
                number,
                self.view.number
            )
            guard let sequence else { continue }
            let index = try self.database.firstInteger(
                "SELECT idx FROM event WHERE seq = ?",
                sequence
            )
            return index.map { UInt64(clamping: $0) }
        }
        return nil
    }
}
