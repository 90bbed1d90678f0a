internal import Trail

/// A list that is sorted by the value of a field.
///
/// No index has its order, so all that matches is read anew for every page: of each event the
/// field's value and its place are kept, and only the events of the page are read whole. That is
/// bounded by ``longest``; a longer list must be narrowed first.
struct SortedList: Sendable {
    /// The most events that are sorted.
    static let longest = 10_000
    /// The most steps of reading, each within the scan budget of a page.
    static let mostSteps = 20
    /// Bytes of sections after which a page is short: large events must not fill the memory.
    private static let mostBytes = 8 * 1_048_576

    private struct Entry {
        let key: EventSort.Key
        let time: Timestamp
        let index: UInt64
        let id: EventID
    }

    private let query: EventQuery
    private let store: any EventStore
    private let ledgerSize: UInt64
    private let entries: [Entry]

    /// Reads and sorts what matches `query`, up to the ledger's size at the first page.
    ///
    /// - Throws: ``Problem`` 400 naming `ordering` where there is too much, and what the store
    ///   throws.
    init(_ query: EventQuery, by sort: EventSort, in store: any EventStore) async throws {
        self.query = query
        self.store = store
        if let cursor = query.cursor {
            self.ledgerSize = cursor.ledgerSize
        } else {
            self.ledgerSize = try await store.head(of: query.tenant)?.size ?? 0
        }
        let entries = try await Self.entries(query, sort, upTo: self.ledgerSize, in: store)
        self.entries = entries.sorted { one, other in
            if sort.isBefore(one.key, other.key) { return true }
            if sort.isBefore(other.key, one.key) { return false }
            return (one.time, one.index) > (other.time, other.index)
        }
    }

    private static func entries(
        _ query: EventQuery,
        _ sort: EventSort,
        upTo size: UInt64,
        in store: any EventStore
    ) async throws -> [Entry] {
        var walk = query
        walk.order = .newestFirst
        walk.limit = 1_000
        // A place before all others, which says where the ledger ended at the first page.
        walk.cursor = EventCursor(
            time: Timestamp(microseconds: .max),
            index: .max,
            direction: .forward,
            ledgerSize: size
        )
        var entries: [Entry] = []
        for _ in 0..<Self.mostSteps {
            let page = try await store.page(walk)
            for event in page.events {
                entries.append(
                    Entry(
                        key: sort.key(of: event),
                        time: event.time,
                        index: event.index,
                        id: event.header.id
                    )
                )
            }
            guard entries.count <= Self.longest else { break }
            guard let next = page.next else { return entries }
            walk.cursor = next
        }
        throw Problem(
            field: "ordering",
            "By a field, at most \(Self.longest) events are sorted; narrow the list, by date_from "
                + "for one, or order it by datetime or ledger_index."
        )
    }

    /// The page at the query's cursor, or the first one.
    ///
    /// - Throws: ``Problem`` 400 where the place of the cursor is gone.
    func page() async throws -> EventPage {
        guard let cursor = self.query.cursor else { return try await self.page(from: 0) }
        guard let place = self.entries.firstIndex(where: { $0.index == cursor.index }) else {
            throw Problem(field: "cursor", EventCursorError.lostPlace.description)
        }
        switch cursor.direction {
        case .forward: return try await self.page(from: place + 1)
        case .backward:
            return try await self.page(from: max(0, place - self.query.limit), to: place)
        }
    }

    /// The page of a number, from 1; `nil` where the list ends before it.
    func page(_ number: Int) async throws -> EventPage? {
        let (start, overflows) = (number - 1).multipliedReportingOverflow(by: self.query.limit)
        guard !overflows, start == 0 || start < self.entries.count else { return nil }
        return try await self.page(from: start)
    }

    private func page(from start: Int, to end: Int? = nil) async throws -> EventPage {
        let last = min(end ?? start + self.query.limit, self.entries.count)
        var events: [SealedEvent] = []
        var bytes = 0
        var place = start
        while place < last, bytes < Self.mostBytes {
            let entry = self.entries[place]
            place += 1
            // One that was removed meanwhile is left out.
            guard let event = try await self.store.event(entry.id, tenant: self.query.tenant)
            else { continue }
            events.append(event)
            bytes += event.sections.byteCount
        }
        return EventPage(
            events: events,
            next: place < self.entries.count ? self.cursor(at: place - 1, .forward) : nil,
            previous: start > 0 ? self.cursor(at: start, .backward) : nil
        )
    }

    private func cursor(at place: Int, _ direction: EventCursor.Direction) -> EventCursor? {
        guard self.entries.indices.contains(place) else { return nil }
        return EventCursor(
            time: self.entries[place].time,
            index: self.entries[place].index,
            direction: direction,
            ledgerSize: self.ledgerSize
        )
    }
}
