internal import Trail

/// The pages of an export, each read from where the one before it ended.
///
/// While one is written the next can be read: asking for it changes nothing here.
struct ExportPages: Sendable {
    private let query: EventQuery
    private let reader: ListReader
    private let client: ClientPresence
    /// The first page.
    let first: EventPage

    /// Reads the first page.
    ///
    /// - Throws: ``Problem`` and what the store throws.
    init(
        _ query: EventQuery,
        from reader: ListReader,
        for client: ClientPresence
    ) async throws {
        self.query = query
        self.reader = reader
        self.client = client
        self.first = try await reader.page(query)
    }

    /// The page after `page`; `nil` at the end.
    ///
    /// - Throws: `CancellationError` once the client has gone, and what reading throws.
    func page(after page: EventPage) async throws -> EventPage? {
        guard let next = page.next else { return nil }
        try self.client.check()
        var query = self.query
        query.cursor = next
        return try await self.reader.page(query)
    }
}
