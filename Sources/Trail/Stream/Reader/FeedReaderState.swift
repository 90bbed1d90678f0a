/// How far one listener is, and what waits for it; pure.
struct FeedReaderState: Sendable {
    /// What became of an event that was to be put aside.
    enum Offer: Sendable, Hashable {
        /// It waits for the listener, or was handed over before.
        case kept
        /// It was one too many, and the listener is cut off.
        case cutOff
        /// The listener does not listen any more.
        case over
    }

    private let capacity: Int
    private var queue: [FeedItem] = []
    private var bytes = 0
    private var end: FeedEnd?
    private var isPoked = false
    private var isBeatDue = false
    /// Whether events come from the follower, no longer from the store.
    private(set) var isLive = false
    /// The index up to which all that matches was handed over.
    private(set) var next: UInt64

    init(next: UInt64, capacity: Int) {
        self.next = next
        self.capacity = capacity
    }

    /// Whether something is there to be handed over at once.
    var isReady: Bool {
        self.end != nil || self.isPoked || self.isBeatDue || !self.queue.isEmpty
    }

    /// Whether it is over.
    var isEnded: Bool { self.end != nil }

    /// Takes events from the follower from now on.
    mutating func goLive() { self.isLive = true }

    /// Puts an event aside for the listener.
    mutating func offer(_ item: FeedItem) -> Offer {
        guard self.end == nil else { return .over }
        // Handed over already, from the store.
        guard item.index >= self.next else { return .kept }
        // An event may be larger than the whole buffer.
        guard self.queue.isEmpty || self.bytes + item.cost <= self.capacity else {
            self.end = .tooSlow
            return .cutOff
        }
        self.queue.append(item)
        self.bytes += item.cost
        return .kept
    }

    /// Notes that all that matches before `next` was read, and that `items` are handed over.
    mutating func advance(to next: UInt64) {
        self.next = max(self.next, next)
    }

    /// Ends it, unless it is over already.
    mutating func finish(_ end: FeedEnd) {
        if self.end == nil { self.end = end }
    }

    mutating func poke() { self.isPoked = true }

    /// Says that nothing came for a while.
    ///
    /// - Parameter position: How far the follower is; it counts only for those who hear from it.
    mutating func beat(at position: UInt64?) {
        if self.isLive, self.queue.isEmpty, let position { self.advance(to: position) }
        self.isBeatDue = true
    }

    /// What is to be handed over now; `nil` for nothing.
    mutating func take() -> FeedDelivery? {
        if self.isPoked {
            self.isPoked = false
            return .poked
        }
        if let last = self.queue.last {
            defer {
                self.queue = []
                self.bytes = 0
                self.next = last.index + 1
                self.isBeatDue = false
            }
            return .events(self.queue)
        }
        if let end = self.end { return .ended(end, FeedCursor(before: self.next)) }
        guard self.isBeatDue else { return nil }
        self.isBeatDue = false
        return .beat(FeedCursor(before: self.next))
    }
}
