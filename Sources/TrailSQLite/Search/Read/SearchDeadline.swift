internal import GRDB
internal import Trail
internal import TrailSQL

/// The time by which a search is to end, and where it ended when that came.
struct SearchDeadline {
    private let end: ContinuousClock.Instant
    private let order: ScanOrder
    private let spans: [Int64: SegmentSpan]
    private var entered: Set<Int64> = []
    /// The first place that was not met any more.
    private(set) var stop: EventPlace?

    /// A deadline for a walk through `spans`.
    init(after budget: Duration, _ order: ScanOrder, _ spans: [SegmentSpan]) {
        self.end = .now + budget
        self.order = order
        self.spans = Dictionary(spans.map { ($0.number, $0) }) { first, _ in first }
    }

    /// Whether it has come.
    var hasPassed: Bool { ContinuousClock.now >= self.end }

    /// Whether the walk may look into a segment; where not, ``stop`` says how far it came.
    ///
    /// A segment that was entered is walked through, and the first one always is: every page gets
    /// on.
    mutating func mayEnter(_ segment: Int64) -> Bool {
        guard let span = self.spans[segment], span.events > 0,
            self.entered.insert(segment).inserted, self.entered.count > 1, self.hasPassed
        else { return true }
        // What came before it was met: a segment is entered only when nothing else comes first.
        self.stop = span.firstPlace(in: self.order)
        return false
    }

    /// The cursor from which the walk goes on at ``stop``; `nil` before it ended.
    func cursor(
        _ direction: EventCursor.Direction,
        ledgerSize: UInt64,
        _ view: LedgerView,
        _ database: Database
    ) throws -> EventCursor? {
        guard let stop else { return nil }
        let segment = SegmentSpan.number(ofSequence: stop.sequence)
        let time = Timestamp(microseconds: stop.time)
        guard self.order.isAscending else {
            let next = try self.row("min", beyond: segment, view, database)
            return EventCursor(
                time: time,
                index: next ?? ledgerSize,
                direction: direction,
                ledgerSize: ledgerSize
            )
        }
        if let last = try self.row("max", beyond: segment, view, database) {
            return EventCursor(
                time: time,
                index: last,
                direction: direction,
                ledgerSize: ledgerSize
            )
        }
        // By time a walk may come to the tenant's first segment last: it goes on behind all that
        // is earlier.
        return EventCursor(
            time: Timestamp(microseconds: max(stop.time, .min + 1) - 1),
            index: UInt64(Int64.max),
            direction: direction,
            ledgerSize: ledgerSize
        )
    }

    /// The index of the tenant's event that is nearest to a segment on the far side of the walk.
    private func row(
        _ extreme: String,
        beyond segment: Int64,
        _ view: LedgerView,
        _ database: Database
    ) throws -> UInt64? {
        let isAscending = self.order.isAscending
        let numbers = self.spans.keys
            .filter { isAscending ? $0 < segment : $0 > segment }
            .sorted { isAscending ? $0 > $1 : $0 < $1 }
        for number in numbers {
            let sequence = try database.firstInteger(
                """
                SELECT \(extreme)(seq) FROM event INDEXED BY event_kind
                WHERE seq >> \(SegmentSpan.bits) = ? AND tenant = ?
                """,
                number,
                view.number
            )
            guard let sequence else { continue }
            let index = try database.firstInteger("SELECT idx FROM event WHERE seq = ?", sequence)
            return index.map { UInt64(clamping: $0) }
        }
        return nil
    }
}
