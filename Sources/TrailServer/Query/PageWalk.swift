internal import Trail

/// The way to a page by its number, for clients that count pages.
///
/// A page is reached from the one before it, over so many events at the most, and in so many steps
/// where few of those that are looked at match. Cursors lead anywhere.
struct PageWalk: Sendable {
    /// The most events that are passed over.
    static let longest = 10_000
    /// The most steps, each within the scan budget of a page.
    static let mostSteps = 20

    private let query: EventQuery
    private let distance: Int

    /// The way to page `number`, counted from 1.
    ///
    /// - Throws: ``Problem`` 400 where it is too far.
    init(to number: Int, of query: EventQuery) throws(Problem) {
        let (distance, overflows) = (number - 1).multipliedReportingOverflow(by: query.limit)
        guard !overflows, distance <= Self.longest else {
            throw Problem(
                field: "page",
                "Page numbers lead to the first \(Self.longest) events; follow next, or use cursor."
            )
        }
        self.query = query
        self.distance = distance
    }

    /// The page; `nil` where the list ends before it.
    ///
    /// - Throws: ``Problem`` 400 where it takes too many steps, and what the store throws.
    func page(in store: any EventReader) async throws -> EventPage? {
        var query = self.query
        var left = self.distance
        var steps = 0
        while left > 0 {
            steps += 1
            guard steps <= Self.mostSteps else {
                throw Problem(field: "page", "Too few events match; follow next, or use cursor.")
            }
            query.limit = min(left, 1_000)
            let step = try await store.page(query)
            guard let next = step.next else { return nil }
            left -= step.events.count
            query.cursor = next
        }
        query.limit = self.query.limit
        let page = try await store.page(query)
        return page.events.isEmpty && page.next == nil ? nil : page
    }
}
