internal import Synchronization

/// What is followed of one tenant's ledger, and the bell by which its follower is woken.
final class LedgerFeed: Sendable {
    private struct Bell: Sendable {
        var isRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    let tenant: TenantID
    private let ledger: Mutex<FollowedLedger>
    private let bell = Mutex(Bell())

    init(_ tenant: TenantID, windowCapacity: Int) {
        self.tenant = tenant
        self.ledger = Mutex(FollowedLedger(windowCapacity: windowCapacity))
    }

    /// How far the follower is; `nil` while there is none.
    var position: UInt64? { self.ledger.withLock { $0.position } }

    /// Lets a listener join.
    ///
    /// - Returns: What became of it, and whether a follower has to be started.
    func join(
        _ reader: FeedReader,
        from next: UInt64,
        head: UInt64
    ) -> (FollowedLedger.Join, starts: Bool) {
        self.ledger.withLock { ledger in
            let wasFollowed = ledger.position != nil
            let join = ledger.join(reader, from: next, head: head)
            return (join, !wasFollowed && ledger.position != nil)
        }
    }

    func leave(_ reader: FeedReader) {
        self.ledger.withLock { $0.leave(reader) }
    }

    func publish(_ events: [SealedEvent], from position: UInt64) -> FollowedLedger.Published {
        self.ledger.withLock { $0.publish(events, from: position) }
    }

    /// Where to read; `nil` where nobody listens any more, and the follower has to end.
    func nextPosition() -> UInt64? {
        self.ledger.withLock { ledger in
            ledger.stop() ? nil : ledger.position
        }
    }

    /// Wakes the follower, or keeps it from going to sleep.
    func ring() {
        let waiter = self.bell.withLock { bell in
            bell.isRung = true
            defer { bell.waiter = nil }
            return bell.waiter
        }
        waiter?.resume()
    }

    /// Waits until somebody rings; returns at once where somebody did since the last time, or the
    /// task is cancelled.
    func waitForRing() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isRung = self.bell.withLock { bell in
                    guard !bell.isRung, !Task.isCancelled else { return true }
                    bell.waiter = continuation
                    return false
                }
                if isRung { continuation.resume() }
            }
        } onCancel: {
            self.ring()
        }
        self.bell.withLock { $0.isRung = false }
    }
}
