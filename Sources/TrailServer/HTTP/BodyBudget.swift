internal import Synchronization

/// The memory for request bodies that are still arriving, all connections together.
///
/// Each body is bounded by itself; without this, many that arrive slowly would still fill the
/// memory.
final class BodyBudget: Sendable {
    private let limit: Int
    private let held = Mutex(0)

    /// A budget of so many bytes.
    init(bytes limit: Int) {
        self.limit = limit
    }

    /// Takes `bytes`; whether there was room for them.
    func take(_ bytes: Int) -> Bool {
        self.held.withLock { held in
            guard held + bytes <= self.limit else { return false }
            held += bytes
            return true
        }
    }

    /// Gives back what was taken.
    func giveBack(_ bytes: Int) {
        self.held.withLock { $0 -= bytes }
    }
}
