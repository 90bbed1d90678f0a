internal import Synchronization

/// What one listener hears.
///
/// One task at a time asks it for what is next. It ends when it is let go.
public final class FeedSubscription: Sendable {
    /// How many events a listener that is behind reads at a time.
    private static let pageSize = 256
    /// How close to the end of a ledger that nobody follows yet a listener must be, to be the first.
    private static let near: UInt64 = 512

    private let feed: EventFeed
    private let reader: FeedReader
    private let ledger: LedgerFeed
    /// How long the ledger was when it was looked at last.
    private let head: Mutex<UInt64>
    /// Where it ends, if it does.
    private let end: UInt64?
    private let writer = Mutex(EventJSONWriter())

    init(
        _ feed: EventFeed,
        _ reader: FeedReader,
        _ ledger: LedgerFeed,
        head: UInt64,
        end: UInt64?
    ) {
        self.feed = feed
        self.reader = reader
        self.ledger = ledger
        self.head = Mutex(head)
        self.end = end
    }

    deinit {
        self.feed.leave(self.reader, self.ledger)
    }

    /// The place behind all that was handed over.
    public var cursor: FeedCursor { FeedCursor(before: self.reader.place.next) }

    /// What comes next; waits for it.
    ///
    /// After ``FeedDelivery/ended(_:_:)`` nothing else comes.
    /// - Throws: What the store throws; the listener may ask again.
    public func next() async throws -> FeedDelivery {
        while true {
            if let delivery = self.reader.take() { return delivery }
            if self.reader.place.isLive {
                await self.reader.wait()
            } else if let items = try await self.catchUp() {
                return .events(items)
            }
        }
    }

    /// Makes ``next()`` return, so that the listener can look at something else.
    public func poke() { self.reader.poke() }

    /// Ends the subscription, after what is waiting already.
    public func finish(_ end: FeedEnd) { self.reader.finish(end) }

    /// Takes a step towards the others.
    ///
    /// - Returns: Events that match; `nil` where there were none on the way.
    private func catchUp() async throws -> [FeedItem]? {
        let next = self.reader.place.next
        if let end = self.end {
            guard next < end else {
                self.reader.finish(.complete)
                return nil
            }
            return try await self.read(from: next, upTo: end)
        }
        let (join, starts) = self.ledger.join(
            self.reader,
            from: next,
            head: self.head.withLock { $0 }
        )
        if starts, !self.feed.start(self.ledger) { self.reader.finish(.stopping) }
        switch join {
        case .joined: return nil
        case .missed(let events): return self.take(events)
        case .behind(let index):
            let items = try await self.read(from: next, upTo: index)
            // What was read is handed over in any case. Where the head cannot be read it is as it
            // was, and the listener joins a little early.
            try? await self.lookAhead()
            return items
        }
    }

    /// Finds out whether the ledger has grown much while the listener was reading.
    private func lookAhead() async throws {
        let next = self.reader.place.next
        guard next >= self.head.withLock({ $0 }) else { return }
        let head = try await self.feed.head(of: self.ledger.tenant)
        if head > next + Self.near { self.head.withLock { $0 = head } }
    }

    /// Looks through events that were followed already.
    private func take(_ events: ArraySlice<SealedEvent>) -> [FeedItem]? {
        guard let last = events.last else { return nil }
        return self.hand(
            events.filter { self.reader.query.matches($0) },
            upTo: last.index + 1
        )
    }

    /// Reads a page of the store.
    private func read(from next: UInt64, upTo end: UInt64) async throws -> [FeedItem]? {
        var query = self.reader.query
        query.order = .ledger
        query.limit = Self.pageSize
        if next > 0 {
            query.cursor = EventCursor(
                time: Timestamp(microseconds: 0),
                index: next - 1,
                direction: .forward,
                ledgerSize: end
            )
        }
        let page = try await self.feed.replay(query)
        let reached = page.next.map { min($0.index + 1, end) } ?? end
        return self.hand(page.events.filter { $0.index < end }, upTo: reached)
    }

    private func hand(_ events: [SealedEvent], upTo next: UInt64) -> [FeedItem]? {
        let items = self.writer.withLock { writer in
            events.map { FeedItem($0, using: &writer) }
        }
        self.reader.noteHandedOver(upTo: next, isAnything: !items.isEmpty)
        return items.isEmpty ? nil : items
    }
}
