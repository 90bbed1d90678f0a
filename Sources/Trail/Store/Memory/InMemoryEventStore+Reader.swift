extension InMemoryEventStore: EventReader {
    /// One page, found by looking at every event of the tenant.
    public func page(_ query: EventQuery) -> EventPage {
        let size = query.cursor?.ledgerSize ?? self.ledgers[query.tenant]?.head.size ?? 0
        let matches = self.matches(of: query)
            .filter { $0.index < size }
            .sorted { query.order.isBefore($0.place, $1.place) }
        let range = self.range(of: matches, query)
        func cursor(_ event: SealedEvent?, _ direction: EventCursor.Direction) -> EventCursor? {
            guard let event else { return nil }
            return EventCursor(
                time: event.time,
                index: event.index,
                direction: direction,
                ledgerSize: size
            )
        }
        let events = Array(matches[range])
        return EventPage(
            events: events,
            next: range.upperBound < matches.count ? cursor(events.last, .forward) : nil,
            previous: range.lowerBound > 0 ? cursor(events.first, .backward) : nil
        )
    }

    /// How many events match, exactly.
    public func count(_ query: EventQuery, limit: Int) -> EventCount {
        EventCount(self.matches(of: query).count)
    }

    /// One event by its id; `nil` where the tenant has none such, or it was pruned.
    public func event(_ id: EventID, tenant: TenantID) -> SealedEvent? {
        guard let ledger = self.ledgers[tenant],
            case .durable(_, let index, _) = ledger.receipts[id]
        else { return nil }
        return ledger[index]?.event
    }

    func matches(of query: EventQuery) -> [SealedEvent] {
        (self.ledgers[query.tenant]?.entries ?? []).map(\.event).filter(query.matches)
    }

    /// Which of the ordered matches are on the page.
    private func range(of matches: [SealedEvent], _ query: EventQuery) -> Range<Int> {
        guard let cursor = query.cursor else { return 0..<min(query.limit, matches.count) }
        let place = EventPlace(time: cursor.time, index: cursor.index)
        switch cursor.direction {
        case .forward:
            let first = matches.firstIndex { query.order.isBefore(place, $0.place) }
            let start = first ?? matches.count
            return start..<min(start + query.limit, matches.count)
        case .backward:
            let end = matches.firstIndex { !query.order.isBefore($0.place, place) }
            let stop = end ?? matches.count
            return max(0, stop - query.limit)..<stop
        }
    }
}

/// Where an event stands in an ordered list.
private struct EventPlace {
    let time: Timestamp
    let index: UInt64
}

extension SealedEvent {
    fileprivate var place: EventPlace { EventPlace(time: self.time, index: self.index) }
}

extension EventQuery.Order {
    fileprivate func isBefore(_ one: EventPlace, _ other: EventPlace) -> Bool {
        switch self {
        case .newestFirst: (one.time, one.index) > (other.time, other.index)
        case .oldestFirst: (one.time, one.index) < (other.time, other.index)
        case .ledger: one.index < other.index
        case .ledgerReversed: one.index > other.index
        }
    }
}
