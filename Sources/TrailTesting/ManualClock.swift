internal import Synchronization
public import Trail

/// A clock that stands still until it is moved, in either direction.
public final class ManualClock: WallClock {
    private let time: Mutex<Timestamp>

    /// A clock that says `now`.
    public init(_ now: Timestamp) {
        self.time = Mutex(now)
    }

    /// What the clock says.
    public func now() -> Timestamp { self.time.withLock { $0 } }

    /// Sets the clock.
    public func set(to time: Timestamp) {
        self.time.withLock { $0 = time }
    }

    /// Moves the clock on, or back by a negative duration.
    public func advance(by duration: Duration) {
        self.time.withLock { $0 = $0.advanced(by: duration) }
    }
}
