import Trail
import TrailExcel

/// Reads a ledger from its start and hands what matches to a format: the next rows are read while
/// the last ones are written.
///
/// A search is led by its index, all else goes through every row.
struct StoreExport: Sendable {
    /// What is read.
    let store: any EventStore
    /// What is wanted of it.
    let query: EventQuery
    /// How far it is read.
    let size: UInt64

    /// Runs the export.
    ///
    /// - Parameters:
    ///   - exporter: The format.
    ///   - write: Takes bytes, which are there for the call only, and how many events have been
    ///     looked at.
    /// - Returns: How many events the format could not take.
    /// - Throws: What the store or `write` throws.
    func run(
        _ exporter: EventExporter,
        write: (_ bytes: UnsafeRawBufferPointer, _ done: UInt64) throws -> Void
    ) async throws -> Int {
        var exporter = exporter
        var buffer: [UInt8] = []
        exporter.begin(to: &buffer)
        try await self.forEachPortion { events, done in
            for event in events { exporter.append(event, to: &buffer) }
            // Straight from the buffer: a copy of a megabyte costs more than what fills it.
            try buffer.withUnsafeBytes { try write($0, done) }
            buffer.removeAll(keepingCapacity: true)
        }
        exporter.end(to: &buffer)
        try buffer.withUnsafeBytes { try write($0, self.size) }
        return exporter.leftOut
    }

    /// Runs the export into a workbook, and closes it.
    ///
    /// - Parameters:
    ///   - workbook: Where rows are appended.
    ///   - progress: Takes how many events have been looked at.
    /// - Throws: What the store or the workbook throws.
    func run(_ workbook: EventWorkbook, progress: (_ done: UInt64) -> Void) async throws {
        try await self.forEachPortion { events, done in
            try workbook.append(events.map { ($0, EventIntegrity(of: $0)) })
            progress(done)
        }
        try workbook.close()
    }

    private func forEachPortion(
        _ body: (_ events: [SealedEvent], _ done: UInt64) throws -> Void
    ) async throws {
        guard self.query.search == nil else { return try await self.forEachPage(body) }
        try await self.forEachResult { result in
            let events = result.entries.map(\.event).filter(self.query.matches)
            try body(events, result.next ?? self.size)
        }
    }

    private func forEachPage(
        _ body: (_ events: [SealedEvent], _ done: UInt64) throws -> Void
    ) async throws {
        var query = self.query
        query.order = .ledger
        query.limit = 1_000
        repeat {
            let page = try await self.store.page(query)
            let events = page.events.filter { $0.index < self.size }
            try body(events, min(self.size, page.next?.index ?? self.size))
            query.cursor = page.next
        } while query.cursor != nil
    }

    private func forEachResult(_ body: (EntriesResult) throws -> Void) async throws {
        var current = try await self.entries(from: 0)
        while true {
            let next = current.next
            async let following = self.entries(at: next)
            try body(current)
            guard let result = try await following else { return }
            current = result
        }
    }

    private func entries(at next: UInt64?) async throws -> EntriesResult? {
        guard let next else { return nil }
        return try await self.entries(from: next)
    }

    private func entries(from index: UInt64) async throws -> EntriesResult {
        try await self.store.entries(
            EntriesRequest(tenant: self.query.tenant, from: index, upTo: self.size, limit: 2_000)
        )
    }
}
