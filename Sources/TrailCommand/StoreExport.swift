import Trail

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
        var result = try await self.entries(from: 0)
        while true {
            let current = result
            async let following = self.following(current)
            for entry in current.entries where self.query.matches(entry.event) {
                exporter.append(entry.event, to: &buffer)
            }
            // Straight from the buffer: a copy of a megabyte costs more than what fills it.
            try buffer.withUnsafeBytes { try write($0, current.next ?? self.size) }
            buffer.removeAll(keepingCapacity: true)
            guard let next = try await following else { break }
            result = next
        }
        exporter.end(to: &buffer)
        try buffer.withUnsafeBytes { try write($0, self.size) }
    }

    private func following(_ result: EntriesResult) async throws -> EntriesResult? {
        guard let next = result.next else { return nil }
        return try await self.entries(from: next)
    }

    private func entries(from index: UInt64) async throws -> EntriesResult {
        try await self.ledger.entries(
            EntriesRequest(tenant: self.query.tenant, from: index, upTo: self.size, limit: 2_000)
        )
    }
}
