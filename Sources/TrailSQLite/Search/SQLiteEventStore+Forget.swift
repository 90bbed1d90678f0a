internal import GRDB
internal import Trail
internal import TrailSQL

extension SQLiteEventStore {
    /// Takes out of the search index whatever it has of the segments that a removal touched.
    ///
    /// No word is left that only removed texts had. The segments are indexed anew later.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable` where the index can neither be written nor
    ///   deleted.
    func forget(_ list: RemovalList, of tenant: TenantID, in removal: Removal) async throws {
        guard let file = self.search else {
            return SearchFile.delete(self.searchPath)
        }
        guard file.exists else { return }
        let (segments, number) = try await self.read { database in
            (
                try TouchedSegments.of(list, tenant, database),
                try RemovalTable.number(of: removal, tenant, database)
            )
        }
        try await self.forget(segments, noting: number, in: file)
    }

    /// Takes out of the search index whatever it has of segments to which events were brought back:
    /// it is not complete any more.
    ///
    /// - Parameters:
    ///   - segments: Their numbers.
    ///   - tenant: Whose events came back.
    ///   - removal: The record of what was brought back; `nil` while it is under way.
    /// - Throws: As ``forget(_:of:in:)``.
    func forget(
        _ segments: Set<Int64>,
        of tenant: TenantID,
        in removal: Removal?
    ) async throws {
        guard let file = self.search else {
            return SearchFile.delete(self.searchPath)
        }
        guard file.exists else { return }
        let number = try await self.read { database in
            try removal.map { try RemovalTable.number(of: $0, tenant, database) }
        }
        try await self.forget(segments.map { $0...$0 }, noting: number, in: file)
    }

    private func forget(
        _ segments: [ClosedRange<Int64>],
        noting number: Int64?,
        in file: SearchFile
    ) async throws {
        do {
            try await file.write(of: self) { index in
                let runs = RunTable(database: index)
                try index.inTransaction(.immediate) {
                    let touched = try runs.all().filter { run in
                        segments.contains { $0.contains(run.segment) }
                    }
                    try runs.delete(touched.map(\.number))
                    if let number { try runs.note(lastRemoval: number) }
                    return .commit
                }
                // The log still has the old pages.
                try index.checkpoint(.truncate)
            }
        } catch {
            file.discard()
            guard file.exists else { return }
            throw TrailError(
                .storeUnavailable,
                "The search index at \(file.path) can neither be cleaned nor deleted. What was "
                    + "removed from the store may be in it.",
                cause: error
            )
        }
    }
}

/// The segments in which the events of a list are, or were.
enum TouchedSegments {
    /// Ranges of segments, from the first.
    ///
    /// Rows that are gone are placed by their neighbours, so that it is the same before and after
    /// the removal.
    static func of(
        _ list: RemovalList,
        _ tenant: TenantID,
        _ database: Database
    ) throws -> [ClosedRange<Int64>] {
        guard let view = try LedgerView.read(tenant, database) else { return [] }
        var segments: [ClosedRange<Int64>] = []
        for run in list.runs {
            let below = try database.firstInteger(
                "SELECT seq FROM event WHERE tenant = ? AND idx < ? ORDER BY idx DESC LIMIT 1",
                view.number,
                Int64(clamping: run.indices.lowerBound)
            )
            let above = try database.firstInteger(
                "SELECT seq FROM event WHERE tenant = ? AND idx >= ? ORDER BY idx LIMIT 1",
                view.number,
                Int64(clamping: run.indices.upperBound)
            )
            let first = SegmentSpan.number(ofSequence: below ?? 0)
            let last = SegmentSpan.number(ofSequence: max(above ?? .max, below ?? 0))
            if let open = segments.last, first <= open.upperBound {
                segments[segments.count - 1] = open.lowerBound...max(open.upperBound, last)
            } else {
                segments.append(first...last)
            }
        }
        return segments
    }
}

extension RemovalTable {
    /// The number of a removal among all of the store.
    static func number(
        of removal: Removal,
        _ tenant: TenantID,
        _ database: Database
    ) throws -> Int64 {
        let number = try StoredLedger.number(of: tenant, database)
        let row = try database.firstInteger(
            "SELECT rowid FROM removal WHERE tenant = ? AND record_idx = ?",
            number ?? 0,
            Int64(clamping: removal.recordIndex)
        )
        return row ?? 0
    }
}
