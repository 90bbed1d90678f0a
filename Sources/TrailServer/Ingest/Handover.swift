internal import Synchronization

/// A bounded queue between the task that reads and parses a body and the one that records.
///
/// While one write is under way the next is gathered, and the reader waits when enough of it has
/// been. One task puts, one task takes; each wakes the other, so neither is cancelled while it
/// waits: the reader ends with the body, the taker when it is done.
final class Handover<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var weight = 0
        var isEnded = false
        var isClosed = false
        var failure: (any Error)?
        var taker: CheckedContinuation<Void, Never>?
        var putter: CheckedContinuation<Void, Never>?
    }

    private let countLimit: Int
    private let weightLimit: Int
    private let state = Mutex(State())

    /// A queue that lets the reader wait while it holds this much.
    init(count: Int, weight: Int) {
        self.countLimit = count
        self.weightLimit = weight
    }

    /// Adds elements; waits while there is no room.
    ///
    /// - Returns: Whether more is wanted.
    func put(_ elements: [Element], weight: Int) async -> Bool {
        self.state.withLock { state in
            state.elements += elements
            state.weight += weight
            state.taker?.resume()
            state.taker = nil
        }
        await withCheckedContinuation { continuation in
            self.state.withLock { state in
                let isFull =
                    state.elements.count >= self.countLimit || state.weight >= self.weightLimit
                guard isFull, !state.isClosed else { return continuation.resume() }
                state.putter = continuation
            }
        }
        return self.state.withLock { !$0.isClosed }
    }

    /// Ends the queue; `failure` is thrown once everything before it has been taken.
    func end(throwing failure: (any Error)? = nil) {
        self.state.withLock { state in
            state.isEnded = true
            state.failure = failure
            state.taker?.resume()
            state.taker = nil
        }
    }

    /// Everything that is there, or `nil` at the end; waits while there is nothing.
    func take() async throws -> [Element]? {
        await withCheckedContinuation { continuation in
            self.state.withLock { state in
                guard state.elements.isEmpty, !state.isEnded else { return continuation.resume() }
                state.taker = continuation
            }
        }
        return try self.state.withLock { state in
            defer {
                state.elements = []
                state.weight = 0
                state.putter?.resume()
                state.putter = nil
            }
            guard state.elements.isEmpty else { return state.elements }
            if let failure = state.failure { throw failure }
            return nil
        }
    }

    /// Tells the reader that no more is wanted.
    func close() {
        self.state.withLock { state in
            state.isClosed = true
            state.putter?.resume()
            state.putter = nil
        }
    }
}
