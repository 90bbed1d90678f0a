/// How often each key may do something: a bucket of tokens a key, in bounded memory.
///
/// A bucket holds up to `burst` tokens and gains `rate` of them a second; an act takes one.
/// Pure: time is given. The keys seen longest ago are forgotten first; one that is forgotten
/// begins again with a full bucket. A key should be what costs its owner something, so an IPv6
/// address counts as its /64 network.
public struct RateLimit<Key: Hashable & Sendable>: Sendable {
    /// Whether an act may go on.
    public enum Decision: Sendable, Hashable {
        /// It may.
        case admitted
        /// It may not; it might after this time.
        case refused(retryAfter: Duration)
    }

    private let interval: Duration
    private let tolerance: Duration
    private let capacity: Int
    // When the bucket of a key is full again. A key moves to `recent` when it acts; when
    // `recent` holds half of the capacity it becomes `older`, and what was in `older` is gone.
    private var recent: [Key: ContinuousClock.Instant] = [:]
    private var older: [Key: ContinuousClock.Instant] = [:]

    /// A limit of `rate` acts a second for each key, of `burst` at once.
    ///
    /// - Parameters:
    ///   - rate: Acts a second; 0 is no limit at all.
    ///   - burst: Acts at once, 1 or more.
    ///   - capacity: The most keys that are remembered, 2 or more.
    public init(rate: Int, burst: Int, capacity: Int = 65_536) {
        self.init(
            interval: rate > 0 ? .seconds(1) / rate : .zero,
            burst: burst,
            capacity: capacity
        )
    }

    /// A limit of one act in each `interval` for each key, of `burst` at once.
    ///
    /// - Parameters:
    ///   - interval: The time in which a bucket gains one token; zero is no limit at all.
    ///   - burst: Acts at once, 1 or more.
    ///   - capacity: The most keys that are remembered, 2 or more.
    public init(interval: Duration, burst: Int, capacity: Int = 65_536) {
        self.interval = interval
        self.tolerance = self.interval * (max(burst, 1) - 1)
        self.capacity = max(capacity, 2)
    }

    /// How many keys are remembered.
    public var count: Int { self.recent.count + self.older.count }

    /// Whether `key` may act at `now`; if it may, a token is taken.
    public mutating func admit(_ key: Key, at now: ContinuousClock.Instant) -> Decision {
        guard self.interval > .zero else { return .admitted }
        let full = max(self.recent[key] ?? self.older[key] ?? now, now)
        let early = now.duration(to: full) - self.tolerance
        guard early <= .zero else { return .refused(retryAfter: early) }
        self.remember(key, fullAt: full + self.interval)
        return .admitted
    }

    /// Gives back the token of an act that is not to count.
    public mutating func giveBack(_ key: Key, at now: ContinuousClock.Instant) {
        guard let full = self.recent[key] ?? self.older[key], full > now else { return }
        self.remember(key, fullAt: full - self.interval)
    }

    private mutating func remember(_ key: Key, fullAt full: ContinuousClock.Instant) {
        self.older[key] = nil
        self.recent[key] = full
        guard self.recent.count >= self.capacity / 2 else { return }
        self.older = self.recent
        self.recent = [:]
    }
}
