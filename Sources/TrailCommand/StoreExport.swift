import Trail
import TrailExcel

/// Reads a ledger from its start and hands what matches to a format: the next rows are read while
/// the last ones are written.
struct StoreExport: Sendable {
    /// What is read.
    let ledger: any Ledger
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
    /// - Throws: What the ledger or `write` throws.
    func run(
        _ exporter: EventExporter,
        write: (_ bytes: UnsafeRawBufferPointer, _ done: UInt64) throws -> Void
    ) async throws {
        var exporter = exporter
        var buffer: [UInt8] = []
        exporter.begin(to: &buffer)
        try await self.forEachResult { result in
            for entry in result.entries where self.query.matches(entry.event) {
                exporter.append(entry.event, to: &buffer)
            }
            // Straight from the buffer: a copy of a megabyte costs more than what fills it.
            try buffer.withUnsafeBytes { try write($0, result.next ?? self.size) }
            buffer.removeAll(keepingCapacity: true)
        }
        exporter.end(to: &buffer)
        try buffer.withUnsafeBytes { try write($0, self.size) }
    }

    /// Runs the export into a workbook, and closes it.
    ///
    /// - Parameters:
    ///   - workbook: Where rows are appended.
    ///   - progress: Takes how many events have been looked at.
    /// - Throws: What the ledger or the workbook throws.
    func run(_ workbook: EventWorkbook, progress: (_ done: UInt64) -> Void) async throws {
        try await self.forEachResult { result in
            let events = result.entries.lazy.map(\.event).filter(self.query.matches)
            try workbook.append(events.map { ($0, EventIntegrity(of: $0)) })
            progress(result.next ?? self.size)
        }
        try workbook.close()
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
        try await self.ledger.entries(
            EntriesRequest(tenant: self.query.tenant, from: index, upTo: self.size, limit: 2_000)
        )
    }
}
