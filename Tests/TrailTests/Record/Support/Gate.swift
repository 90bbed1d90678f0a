import Synchronization

/// Holds whoever comes until it is opened.
final class Gate: Sendable {
    private struct State {
        var isOpen: Bool
        var waiting: [CheckedContinuation<Void, Never>] = []
        var arrivals = 0
    }

    private let state: Mutex<State>

    init(isOpen: Bool = false) {
        self.state = Mutex(State(isOpen: isOpen))
    }

    /// How many have come.
    var arrivals: Int { self.state.withLock { $0.arrivals } }

    func pass() async {
        await withCheckedContinuation { continuation in
            let mayPass = self.state.withLock { state in
                state.arrivals += 1
                guard !state.isOpen else { return true }
                state.waiting.append(continuation)
                return false
            }
            if mayPass { continuation.resume() }
        }
    }

    func open() {
        let waiting = self.state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting {
            continuation.resume()
        }
    }
}
