internal import Synchronization

/// Wakes one waiter when something was committed.
final class Wakeup: Sendable {
    private struct State {
        var isDue = false
        var waiter: CheckedContinuation<Void, Never>?

        /// Notes that there is something to do.
        ///
        /// - Returns: Who waits for it.
        mutating func call() -> CheckedContinuation<Void, Never>? {
            self.isDue = true
            defer { self.waiter = nil }
            return self.waiter
        }
    }

    private let state = Mutex(State())

    /// Lets the waiter, or the next one, go on.
    func call() {
        self.state.withLock { $0.call() }?.resume()
    }

    /// Waits for a call, at most for `time`; a call since the last wait ends it at once.
    func wait(atMost time: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                // Cut short it wakes the waiter too early, who then looks in vain.
                try? await Task.sleep(for: time)
                self.call()
            }
            await withCheckedContinuation { continuation in
                let isDue = self.state.withLock { state in
                    if !state.isDue { state.waiter = continuation }
                    return state.isDue
                }
                if isDue { continuation.resume() }
            }
            group.cancelAll()
        }
        self.state.withLock { $0.isDue = false }
    }
}
