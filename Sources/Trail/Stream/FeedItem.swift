/// An event that matched, ready to be sent.
public struct FeedItem: Sendable, Hashable {
    /// Its place in the ledger.
    public let index: UInt64
    /// What kind of event it is.
    public let kind: Event.Kind
    /// Its JSON, as lists show it; the same bytes for all listeners.
    public let json: [UInt8]

    /// The place behind it.
    public var cursor: FeedCursor { FeedCursor(before: self.index + 1) }

    /// What it counts in a buffer.
    var cost: Int { self.json.count + 64 }

    init(_ event: SealedEvent, using writer: inout EventJSONWriter) {
        var json: [UInt8] = []
        json.reserveCapacity(event.sections.byteCount + 768)
        writer.append(event, integrity: EventIntegrity(of: event), to: &json)
        self.init(index: event.index, kind: event.header.kind, json: json)
    }

    init(index: UInt64, kind: Event.Kind, json: [UInt8]) {
        self.index = index
        self.kind = kind
        self.json = json
    }
}

/// What a listener gets next.
public enum FeedDelivery: Sendable, Hashable {
    /// Events that match, in the order of the ledger; the first one not yet handed over comes first.
    case events([FeedItem])
    /// Nothing came for a while; all that matches before this place was handed over.
    case beat(FeedCursor)
    /// Somebody wants the listener to look at something else: ``FeedSubscription/poke()``.
    case poked
    /// It is over; the place is where to go on.
    case ended(FeedEnd, FeedCursor)
}

/// Why a subscription is over.
public enum FeedEnd: Sendable, Hashable {
    /// The listener took too long, and more came than is kept for it.
    case tooSlow
    /// The feed stops.
    case stopping
    /// The listener itself has gone.
    case left
    /// All that was there when it began has been handed over, and no more was asked for.
    case complete
}

/// Why a subscription is refused.
public enum FeedRefusal: Error, Sendable, Hashable {
    /// The feed does not run.
    case notRunning
    /// There are as many listeners as there may be.
    case full
    /// The principal has as many as one may have.
    case fullForOne
    /// The ledger has not come that far.
    case beyondLedger
}
