internal import GRDB
internal import Trail
internal import TrailSQL

/// Reads one page within one snapshot.
struct PageReader {
    /// How many rows are looked at beyond a full page, to learn whether there is another one.
    private static let peek = 1_000

    /// Bytes of sections after which a page is short: large events must not fill the memory.
    private static let mostBytes = 8 * 1_048_576

    /// Events on a page at the most.
    private static let most = 10_000

    private let query: EventQuery
    private let limit: Int
    private let view: LedgerView
    private let database: Database
    private let direction: EventCursor.Direction
    private var places: PlaceSource
    private var judge: RowJudge
    private let rows: EventRows
    private var leaves: LeafReader

    /// Prepares a page, led by a search index if there is one; `nil` where the tenant has no ledger.
    init?(_ query: EventQuery, _ database: Database, search: OpenSearch? = nil) throws {
        guard let view = try LedgerView.read(query.tenant, database) else { return nil }
        let plan = QueryPlan(query)
        self.query = query
        self.limit = min(max(query.limit, 1), Self.most)
        self.view = view
        self.database = database
        self.direction = query.cursor?.direction ?? .forward
        let order = ScanOrder(query.order, self.direction)
        self.places = try PlaceSource(
            plan,
            query,
            order,
            view,
            expected: self.limit + 1,
            search: try search?.reader(tenant: view.number),
            isTimed: query.search != nil,
            database
        )
        self.judge = try RowJudge(
            query,
            sections: plan.sections,
            isTrusting: self.places.isCovering,
            database
        )
        self.rows = try EventRows(.bySequence, tenant: query.tenant, database)
        self.leaves = LeafReader(view, database)
    }

    /// How the walk through the places ended.
    private enum End {
        /// There are no more events.
        case exhausted
        /// There is another event that matches.
        case more
        /// So many rows were looked at that the rest is left to another page.
        case outOfBudget(last: EventCursor)
    }

    /// The page.
    mutating func read() throws -> EventPage {
        var events: [SealedEvent] = []
        let end = try self.collect(&events)
        return self.page(events, end)
    }

    private mutating func collect(_ events: inout [SealedEvent]) throws -> End {
        var left = max(self.query.scanBudget, 1)
        var bytes = 0
        var last: EventPlace?
        while let place = try self.places.next() {
            if left == 0 || self.places.isOutOfTime, let last {
                return .outOfBudget(last: try self.cursor(at: last))
            }
            last = place
            if !self.places.isCovering { left -= 1 }
            guard try self.judge.matches(place.sequence) else { continue }
            guard events.count < self.limit else { return .more }
            guard let event = try self.event(at: place.sequence) else { continue }
            events.append(event)
            bytes += event.sections.byteCount
            guard bytes < Self.mostBytes else {
                return .outOfBudget(last: try self.cursor(at: place))
            }
            if events.count == self.limit { left = min(left, Self.peek) }
        }
        return self.places.stop.map { .outOfBudget(last: $0) } ?? .exhausted
    }

    private mutating func event(at sequence: Int64) throws -> SealedEvent? {
        try self.rows.row(at: sequence) { row in
            row.event(leaf: try self.leaves.leaf(at: row.index))
        }
    }

    private func page(_ events: [SealedEvent], _ end: End) -> EventPage {
        let isForward = self.direction == .forward
        let inOrder = isForward ? events : events.reversed()
        // Where the walk was heading.
        let ahead: EventCursor? =
            switch end {
            case .exhausted: nil
            case .more: events.last.map { self.cursor(at: $0, self.direction) }
            case .outOfBudget(let last):
                events.count < self.limit
                    ? last : events.last.map { self.cursor(at: $0, self.direction) }
            }
        // Where it came from.
        var behind: EventCursor?
        if self.query.cursor != nil {
            behind = events.first.map { self.cursor(at: $0, isForward ? .backward : .forward) }
        }
        return EventPage(
            events: inOrder,
            next: isForward ? ahead : behind,
            previous: isForward ? behind : ahead
        )
    }

    private func cursor(
        at event: SealedEvent,
        _ direction: EventCursor.Direction
    ) -> EventCursor {
        EventCursor(
            time: event.time,
            index: event.index,
            direction: direction,
            ledgerSize: self.query.cursor?.ledgerSize ?? self.view.size
        )
    }

    /// The cursor at a place whose event does not match.
    private func cursor(at place: EventPlace) throws -> EventCursor {
        let index = try self.database.firstInteger(
            "SELECT idx FROM event WHERE seq = ?",
            place.sequence
        )
        return EventCursor(
            time: Timestamp(microseconds: place.time),
            index: UInt64(clamping: index ?? 0),
            direction: self.direction,
            ledgerSize: self.query.cursor?.ledgerSize ?? self.view.size
        )
    }
}
