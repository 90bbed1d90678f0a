/// The events of a ledger that were followed last, for listeners who come back; pure.
struct FeedWindow: Sendable {
    private let capacity: Int
    private var events: [SealedEvent] = []
    /// Where in `events` the window begins; what is before is let go in one go.
    private var first = 0
    private var bytes = 0
    /// The index from which on nothing is missing.
    private(set) var start: UInt64

    init(from start: UInt64, capacity: Int) {
        self.start = start
        self.capacity = capacity
    }

    /// Takes in what was read.
    ///
    /// Where a removal was recorded, all before its record is let go: what it takes must not be
    /// heard from here. Whoever wants that reads the store.
    mutating func append(_ events: [SealedEvent]) {
        var events = events[...]
        if let record = events.lastIndex(where: { RemovalRecord.isRecord($0.header) }) {
            self = Self(from: events[record].index, capacity: self.capacity)
            events = events[record...]
        }
        self.events += events
        self.bytes += events.reduce(0) { $0 + Self.cost(of: $1) }
        while self.bytes > self.capacity, self.first < self.events.count {
            let event = self.events[self.first]
            self.bytes -= Self.cost(of: event)
            self.start = event.index + 1
            self.first += 1
        }
        if self.first > self.events.count / 2 {
            self.events.removeFirst(self.first)
            self.first = 0
        }
    }

    /// The events from `index` on, which must not be before the start.
    func events(from index: UInt64) -> ArraySlice<SealedEvent> {
        var low = self.first
        var high = self.events.count
        while low < high {
            let middle = (low + high) / 2
            if self.events[middle].index < index { low = middle + 1 } else { high = middle }
        }
        return self.events[low...]
    }

    private static func cost(of event: SealedEvent) -> Int { event.sections.byteCount + 512 }
}
