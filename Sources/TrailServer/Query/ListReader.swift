internal import Trail

/// Reads the pages of a list in the order that was asked for.
struct ListReader: Sendable {
    /// What is read.
    let store: any EventStore
    /// The field by whose value the events are sorted; `nil` for the order of the query.
    let sort: EventSort?

    /// The page at the cursor of `query`, or the first one.
    ///
    /// - Throws: ``Problem`` 400 where there is too much to be sorted, and what the store throws.
    func page(_ query: EventQuery) async throws -> EventPage {
        guard let sort else { return try await self.store.page(query) }
        return try await SortedList(query, by: sort, in: self.store).page()
    }

    /// The page of a number, from 1; `nil` where the list ends before it.
    ///
    /// - Throws: ``Problem`` 400 where it is too far, and what the store throws.
    func page(_ number: Int, of query: EventQuery) async throws -> EventPage? {
        guard let sort else {
            guard number > 1 else { return try await self.store.page(query) }
            return try await PageWalk(to: number, of: query).page(in: self.store)
        }
        return try await SortedList(query, by: sort, in: self.store).page(number)
    }
}
