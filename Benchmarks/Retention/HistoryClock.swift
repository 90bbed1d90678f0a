import Synchronization
import Trail

/// A clock that can be set to a time of the past, until it goes like any other.
final class HistoryClock: WallClock {
    private let past = Mutex<Timestamp?>(nil)

    /// What the clock says.
    func now() -> Timestamp { self.past.withLock { $0 } ?? .now() }

    /// Sets the clock; `nil` lets it go.
    func set(to time: Timestamp?) {
        self.past.withLock { $0 = time }
    }
}
