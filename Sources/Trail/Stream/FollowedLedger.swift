/// One ledger as it is followed: how far, for whom, and what was read last; pure.
///
/// A listener joins only where the follower stands: under one lock it is compared how far both
/// are, and what lies between is handed over from what was read last. So between what it has read
/// itself and what it hears from then on nothing is missing and nothing comes twice.
struct FollowedLedger {
    /// What became of an attempt to join.
    enum Join {
        /// The listener hears what comes.
        case joined
        /// It has to take these first, which answer its question or not, and try again.
        case missed(ArraySlice<SealedEvent>)
        /// It has to read the store up to this index first, and try again.
        case behind(upTo: UInt64)
    }

    /// What became of events that were read.
    struct Published: Sendable, Hashable {
        /// How often one was put aside for a listener.
        var deliveries = 0
        /// How many listeners were cut off.
        var cutOff = 0
    }

    /// Up to so many events are looked through while others wait.
    static let few = 64
    /// How many are handed to a listener that joins at once.
    static let many = 1_024

    private let windowCapacity: Int
    private var index = MatchIndex()
    private var window: FeedWindow?
    private var writer = EventJSONWriter()
    /// The index of the event that is read next; `nil` while the ledger is not followed.
    private(set) var position: UInt64?

    init(windowCapacity: Int) {
        self.windowCapacity = windowCapacity
    }

    /// Whether nobody listens.
    var isIdle: Bool { self.index.isEmpty }

    /// Lets a listener join that has taken all that matches before `next`.
    ///
    /// - Parameters:
    ///   - reader: The listener.
    ///   - next: Where it is.
    ///   - head: How long the ledger is known to be: where it is not followed yet, nobody joins
    ///     before that, for the follower would read to it what it can read itself.
    /// - Returns: What became of it.
    mutating func join(_ reader: FeedReader, from next: UInt64, head: UInt64) -> Join {
        guard let position = self.position, let window = self.window else {
            guard next >= head else { return .behind(upTo: head) }
            self.position = next
            self.window = FeedWindow(from: next, capacity: self.windowCapacity)
            reader.goLive()
            self.index.add(reader)
            return .joined
        }
        if next < position {
            guard next >= window.start else { return .behind(upTo: window.start) }
            let missed = window.events(from: next)
            guard missed.count <= Self.few else { return .missed(missed.prefix(Self.many)) }
            for event in missed where reader.query.matches(event) {
                guard reader.offer(FeedItem(event, using: &self.writer)) == .kept else {
                    return .joined
                }
            }
        }
        reader.goLive()
        self.index.add(reader)
        return .joined
    }

    /// Lets a listener go.
    mutating func leave(_ reader: FeedReader) {
        self.index.remove(reader)
    }

    /// Hands events to all who asked for them.
    ///
    /// - Parameters:
    ///   - events: What was read, in the order of the ledger.
    ///   - position: Where reading began; what was read elsewhere than at the position is ignored.
    /// - Returns: What became of them.
    mutating func publish(_ events: [SealedEvent], from position: UInt64) -> Published {
        var published = Published()
        guard position == self.position, let last = events.last else { return published }
        var gone: [FeedReader] = []
        for event in events {
            var item: FeedItem?
            self.index.forEachMatch(of: event) { readers in
                let encoded = item ?? FeedItem(event, using: &self.writer)
                item = encoded
                for reader in readers {
                    switch reader.offer(encoded) {
                    case .kept: published.deliveries += 1
                    case .cutOff:
                        published.cutOff += 1
                        gone.append(reader)
                    case .over: gone.append(reader)
                    }
                }
            }
            gone.forEach { self.index.remove($0) }
            gone = []
        }
        self.position = last.index + 1
        self.window?.append(events)
        return published
    }

    /// Ends following, where nobody listens.
    ///
    /// - Returns: Whether it has ended.
    mutating func stop() -> Bool {
        guard self.isIdle else { return false }
        self.position = nil
        self.window = nil
        return true
    }
}
