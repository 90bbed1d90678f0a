internal import GRDB
internal import Synchronization
public import Trail

extension SQLiteEventStore {
    /// How many events match, of what, and what they have in common.
    ///
    /// Counts are exact. Lists rank what was seen most; where so many values occur that a segment
    /// cannot name all, or where many segments are not summed up yet, they are estimates and say
    /// so. With filters, rows are looked at within the request's budget.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable`.
    public func figures(_ request: FiguresRequest) async throws -> Figures {
        let figures = try await self.read { database in
            guard let view = try LedgerView.read(request.query.tenant, database) else {
                return Figures()
            }
            var reader = FiguresReader(
                request,
                view,
                newest: self.openSegments.withLock { $0[view.number] },
                database
            )
            defer {
                if let newest = reader.newest {
                    self.openSegments.withLock { $0.keep(newest, of: view.number) }
                }
            }
            return try reader.read()
        }
        return try await self.naming(figures, request)
    }

    /// The addresses from which logins failed conspicuously often.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable`.
    public func suspects(_ request: SuspectsRequest) async throws -> Suspects {
        try await self.read { database in
            guard var reader = try SuspectsReader(request, database) else {
                return Suspects(entries: [], isPartial: false)
            }
            return try reader.read()
        }
    }

    /// Sums up a tenant's part of one segment in which nothing arrives any more, if one is left to be
    /// summed up, so that figures need not read its events; else looks at what has arrived in the
    /// newest one.
    ///
    /// A ``FigureKeeper`` calls it; events are stored and found all the same if nobody does.
    /// - Returns: Whether there was one to be summed up.
    /// - Throws: ``Trail/TrailError`` `storeUnavailable`.
    public func summariseNext() async throws -> Bool {
        let made = try await self.read { database in
            try SummaryTable.nextOpen(database).map { part in
                let (tenant, segment) = (part.tenant, part.number)
                guard part.events >= SummaryTable.fewest else { return (part, SegmentSummary()) }
                return (part, try SegmentSummary(tenant: tenant, segment: segment, database))
            }
        }
        guard let (part, summary) = made else {
            try await self.followNewest()
            return false
        }
        try await self.write { database, _ in
            try SummaryTable.store(summary, of: part, database)
            try SummaryTable.passOverSmallParts(of: part.number, database)
        }
        return true
    }
    /// Looks at what has arrived in the newest segment for the tenants that figures were asked of
    /// lately, so that the next answer need not; before the first question, for those with the most
    /// events in it.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable`.
    func followNewest() async throws {
        let (isFirst, followed) = self.openSegments.withLock { ($0.isEmpty, $0.followed) }
        guard isFirst || !followed.isEmpty else { return }
        try await self.read { database in
            for part in try SummaryTable.newest(atMost: OpenSegments.most, database)
            where isFirst || followed.contains(part.tenant) {
                let open = try OpenSegment.current(
                    of: part.span,
                    part.revision,
                    tenant: part.tenant,
                    remembered: self.openSegments.withLock { $0[part.tenant] },
                    database
                )
                guard let open else { continue }
                self.openSegments.withLock { segments in
                    if isFirst {
                        segments.keep(open, of: part.tenant)
                    } else {
                        segments.follow(open, of: part.tenant)
                    }
                }
            }
        }
    }
}
