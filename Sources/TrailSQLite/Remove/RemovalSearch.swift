internal import GRDB
internal import MerkleLog
internal import Trail
internal import TrailSQL

/// Finds what a removal takes, in short reads one after another.
///
/// Times of recording never go back in a ledger, so a cut-off is a place in it: before it, all
/// that the query asks for goes; behind it, only what was imported with an earlier time, which the
/// indexes by time lead to.
struct RemovalSearch {
    /// Rows that one read looks at.
    private static let step = 5_000

    /// One walk through a part of the ledger.
    private struct Walk {
        var query: EventQuery
        var sections: Set<SectionName>
        /// The index behind the last that it looks at.
        let end: UInt64
        /// The index before the first.
        var start: UInt64?

        /// What its next rows are asked for by.
        var nextQuery: EventQuery {
            var query = self.query
            // The time is not used in ledger order; the first page has to end at the end, too.
            query.cursor = EventCursor(
                time: Timestamp(microseconds: .min),
                index: self.start ?? 0,
                direction: .forward,
                ledgerSize: self.end
            )
            return query
        }
    }

    private(set) var selection: RemovalSelection
    /// What is left to do, the next at the end; `nil` before the first read.
    private var walks: [Walk]?

    init(_ selection: RemovalSelection) {
        self.selection = selection
    }

    /// Goes on where the last call ended.
    ///
    /// - Returns: Whether there is more to look at.
    mutating func advance(_ database: Database) throws -> Bool {
        let tenant = self.selection.request.tenant
        guard let view = try LedgerView.read(tenant, database) else { return false }
        var walks = try self.walks ?? self.plan(view, database)
        guard let walk = walks.popLast() else { return false }
        if let rest = try self.follow(walk, view, database) { walks.append(rest) }
        self.walks = walks
        return !walks.isEmpty && !self.selection.isFull
    }

    private func plan(_ view: LedgerView, _ database: Database) throws -> [Walk] {
        let request = self.selection.request
        var query = request.query
        query.tenant = request.tenant
        query.order = .ledger
        query.cursor = nil
        let limits = [request.bounds.recordedBefore, request.bounds.expiredBefore]
        let places = try limits.compactMap { limit in
            try limit.map { try LedgerTime(view, database).place(of: $0) }
        }
        var early = query
        // With a window of time, be it an endless one, the index of the kinds leads.
        if !query.kinds.isEmpty, query.from == nil { early.from = Timestamp(microseconds: .min) }
        let end = places.min() ?? view.size
        let walk = Walk(query: early, sections: self.selection.sections, end: end)
        guard let cutoff = request.bounds.expiredBefore, end < view.size,
            request.bounds.recordedBefore == nil
        else { return [walk] }
        var late = query
        late.to = min(query.to ?? cutoff, cutoff)
        let imported = Walk(
            query: late,
            sections: self.selection.sections,
            end: view.size,
            start: end == 0 ? nil : end - 1
        )
        return [imported, walk]
    }

    /// Looks at the next rows of a walk.
    ///
    /// - Returns: What is left of it.
    private mutating func follow(
        _ walk: Walk,
        _ view: LedgerView,
        _ database: Database
    ) throws -> Walk? {
        guard walk.end > 0 else { return nil }
        var walk = walk
        let query = walk.nextQuery
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
            .judged(walk.sections.union(plan.sections)),
            tenant: query.tenant,
            database
        )
        if walk.start == nil { try self.considerFirst(walk, view, database) }
        var looked = 0
        while let place = try places.next() {
            guard looked < Self.step, !self.selection.isFull else { return walk }
            looked += 1
            let index = try rows.row(at: place.sequence) { row in
                let event = row.event(leaf: .emptyTree)
                self.selection.consider(event)
                return event.index
            }
            walk.start = index ?? walk.start
        }
        return nil
    }

    /// Looks at event 0, which no cursor stands before.
    private mutating func considerFirst(
        _ walk: Walk,
        _ view: LedgerView,
        _ database: Database
    ) throws {
        let sequence = try database.firstInteger(
            "SELECT seq FROM event WHERE tenant = ? AND idx = 0",
            view.number
        )
        guard let sequence else { return }
        let rows = try EventRows(
            .bySequence,
            .judged(walk.sections),
            tenant: walk.query.tenant,
            database
        )
        _ = try rows.row(at: sequence) { self.selection.consider($0.event(leaf: .emptyTree)) }
    }
}
