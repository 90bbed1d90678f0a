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

    /// Takes `bytes`, or gives them back where negative; whether there was room for them.
    func take(_ bytes: Int) -> Bool {
        self.held.withLock { held in
            guard bytes <= 0 || held + bytes <= self.limit else { return false }
            held += bytes
            return true
        }
    }

    /// Takes or gives back as much as makes `share`, which one body holds, `bytes`; whether there
    /// was room.
    func hold(_ bytes: Int, insteadOf share: inout Int) -> Bool {
        guard bytes != share else { return true }
        guard self.take(bytes - share) else { return false }
        share = bytes
        return true
    }

    /// Gives back what was taken.
    func giveBack(_ bytes: Int) {
        self.held.withLock { $0 -= bytes }
    }
}
