internal import GRDB
internal import MerkleLog
internal import Trail
internal import TrailSQL

/// Finds what a removal takes, in short reads one after another.
struct RemovalSearch {
    /// Rows that one read looks at.
    private static let step = 5_000

    private let request: RemovalRequest
    private(set) var list = RemovalList()
    private var cursor: EventCursor?

    init(_ request: RemovalRequest) {
        self.request = request
    }

    /// Goes on where the last call ended.
    ///
    /// - Returns: Whether there is more to look at.
    mutating func advance(_ database: Database) throws -> Bool {
        guard let view = try LedgerView.read(self.request.tenant, database) else { return false }
        var query = self.request.query
        query.tenant = self.request.tenant
        query.order = .ledger
        query.cursor = self.cursor
        let plan = QueryPlan(query)
        var places = try PlaceSource(
            plan,
            query,
            .arrivalAscending,
            view,
            expected: Self.step,
            database
        )
        let rows = try EventRows(
            .bySequence,
            .judged(plan.sections.union(self.request.extent.sections)),
            tenant: query.tenant,
            database
        )
        var looked = 0
        while let place = try places.next() {
            guard looked < Self.step else { return true }
            looked += 1
            let mayContinue = try rows.row(at: place.sequence) { row in
                self.take(row.event(leaf: .emptyTree), query, view)
            }
            guard mayContinue ?? true else { return false }
        }
        return false
    }

    /// Lists an event if it is to go.
    ///
    /// - Returns: Whether later events may have to go, too.
    private mutating func take(
        _ event: SealedEvent,
        _ query: EventQuery,
        _ view: LedgerView
    ) -> Bool {
        self.cursor = EventCursor(
            time: event.time,
            index: event.index,
            direction: .forward,
            ledgerSize: self.cursor?.ledgerSize ?? view.size
        )
        if let limit = self.request.recordedBefore, event.recordedAt >= limit { return false }
        guard query.matches(event) else { return true }
        let parts = self.request.extent.parts(of: event.header, event.sections)
        if !parts.isEmpty { self.list.append(event.index, parts) }
        return true
    }
}

extension RemovalRequest.Extent {
    /// The sections that must be read to know what there is to remove.
    fileprivate var sections: Set<SectionName> {
        switch self {
        case .rows: []
        case .sections(let names): names
        }
    }
}
