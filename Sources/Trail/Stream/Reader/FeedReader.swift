internal import Synchronization

/// One listener, as the feed knows it.
///
/// What changes its state from outside, the follower above all, never waits for it.
final class FeedReader: Sendable {
    private struct Guarded: Sendable {
        var state: FeedReaderState
        var waiter: CheckedContinuation<Void, Never>?
        var lastTaken: ContinuousClock.Instant
    }

    /// What is asked: order and page count for nothing.
    let query: EventQuery
    /// Whose it is, so that nobody has too many.
    let owner: String
    private let guarded: Mutex<Guarded>

    init(_ query: EventQuery, owner: String, from next: UInt64, capacity: Int) {
        self.query = query.unpaged
        self.owner = owner
        self.guarded = Mutex(
            Guarded(
                state: FeedReaderState(next: next, capacity: capacity),
                lastTaken: .now
            )
        )
    }

    /// The index up to which all that matches was handed over, and whether the rest comes from the
    /// follower.
    var place: (next: UInt64, isLive: Bool) {
        self.guarded.withLock { ($0.state.next, $0.state.isLive) }
    }

    var isEnded: Bool { self.guarded.withLock { $0.state.isEnded } }

    func goLive() { self.change { $0.goLive() } }

    /// Puts an event aside.
    func offer(_ item: FeedItem) -> FeedReaderState.Offer { self.change { $0.offer(item) } }

    func finish(_ end: FeedEnd) { self.change { $0.finish(end) } }

    func poke() { self.change { $0.poke() } }

    /// Tells that nothing came since `earliest`, where that is so.
    func beat(since earliest: ContinuousClock.Instant, at position: () -> UInt64?) {
        guard self.guarded.withLock({ $0.lastTaken <= earliest }) else { return }
        let position = position()
        self.change { $0.beat(at: position) }
    }

    /// What is there to be handed over; `nil` for nothing yet.
    func take() -> FeedDelivery? {
        self.guarded.withLock { guarded in
            guard let delivery = guarded.state.take() else { return nil }
            if delivery != .poked { guarded.lastTaken = .now }
            return delivery
        }
    }

    /// Notes that all before `next` was looked through, and whether anything was handed over.
    func noteHandedOver(upTo next: UInt64, isAnything: Bool) {
        self.guarded.withLock { guarded in
            guarded.state.advance(to: next)
            if isAnything { guarded.lastTaken = .now }
        }
    }

    /// Waits until there is something to be handed over; a task that is cancelled has left.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = self.guarded.withLock { guarded in
                    guard !guarded.state.isReady else { return true }
                    guarded.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            self.finish(.left)
        }
    }

    @discardableResult
    private func change<Value: Sendable>(
        _ body: (inout FeedReaderState) -> Value
    ) -> Value {
        let (value, waiter) = self.guarded.withLock { guarded in
            let value = body(&guarded.state)
            guard guarded.state.isReady, let waiter = guarded.waiter else {
                return (value, CheckedContinuation<Void, Never>?.none)
            }
            guarded.waiter = nil
            return (value, waiter)
        }
        waiter?.resume()
        return value
    }
}

extension EventQuery {
    /// The same question without order, page and place.
    var unpaged: EventQuery {
        var query = EventQuery(tenant: self.tenant, kinds: self.kinds, filters: self.filters)
        query.from = self.from
        query.to = self.to
        query.anyOf = self.anyOf
        query.search = self.search
        return query
    }
}
