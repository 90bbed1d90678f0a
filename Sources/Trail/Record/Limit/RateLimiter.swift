internal import Synchronization

/// A ``RateLimit`` that many callers share.
public final class RateLimiter<Key: Hashable & Sendable>: Sendable {
    private let limit: Mutex<RateLimit<Key>>

    /// A limiter that applies `limit`.
    public init(_ limit: RateLimit<Key>) {
        self.limit = Mutex(limit)
    }

    /// Whether `key` may act now; if it may, a token is taken.
    public func admit(
        _ key: Key,
        at now: ContinuousClock.Instant = .now
    ) -> RateLimit<Key>.Decision {
        self.limit.withLock { $0.admit(key, at: now) }
    }

    /// Gives back the token of an act that is not to count.
    public func giveBack(_ key: Key, at now: ContinuousClock.Instant = .now) {
        self.limit.withLock { $0.giveBack(key, at: now) }
    }
}
