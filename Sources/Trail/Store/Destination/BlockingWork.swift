internal import Dispatch
internal import Synchronization

/// Runs calls that block, a few at a time, on threads that no task needs.
///
/// Whoever waits is let go when its task is cancelled; the call itself goes on until it ends and
/// counts until then.
package final class BlockingWork: Sendable {
    private let most: Int
    private let running = Mutex(0)

    /// A place for `most` calls at a time.
    package init(atMost most: Int) {
        self.most = most
    }

    /// What `body` returns.
    ///
    /// - Throws: What `body` throws; `CancellationError`; ``TrailError`` `overloaded` where too
    ///   many calls have not ended.
    package func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let isAdmitted = self.running.withLock { count in
            guard count < self.most else { return false }
            count += 1
            return true
        }
        guard isAdmitted else {
            throw TrailError(.overloaded, "Too many calls that block have not ended.")
        }
        let answer = Answer<Value>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                answer.await(by: continuation)
                DispatchQueue.global().async {
                    let result = Result { try body() }
                    self.running.withLock { $0 -= 1 }
                    answer.settle(result)
                }
            }
        } onCancel: {
            answer.settle(.failure(CancellationError()))
        }
    }
}

/// The answer that one caller waits for; the first one counts.
private final class Answer<Value: Sendable>: Sendable {
    private enum State {
        case new
        case awaited(CheckedContinuation<Value, any Error>)
        case settled(Result<Value, any Error>?)
    }

    private let state = Mutex(State.new)

    func await(by continuation: CheckedContinuation<Value, any Error>) {
        let result: Result<Value, any Error>? = self.state.withLock { state in
            guard case .settled(let result) = state else {
                state = .awaited(continuation)
                return nil
            }
            return result
        }
        if let result { continuation.resume(with: result) }
    }

    func settle(_ result: Result<Value, any Error>) {
        let continuation: CheckedContinuation<Value, any Error>? = self.state.withLock { state in
            switch state {
            case .new:
                state = .settled(result)
                return nil
            case .awaited(let continuation):
                state = .settled(nil)
                return continuation
            case .settled:
                return nil
            }
        }
        continuation?.resume(with: result)
    }
}
