internal import Synchronization

/// A caller that waits until each of its events is on disk or refused.
///
/// The writer answers events in the order in which they were offered, so outcomes are gathered
/// in the order of the call.
final class PendingCall: Sendable {
    typealias Answer = Result<[RecordingOutcome], TrailError>

    private struct State {
        var outcomes: [RecordingOutcome] = []
        var dismissed = 0
    }

    private let count: Int
    private let continuation: CheckedContinuation<Answer, Never>
    private let state = Mutex(State())

    /// A caller with `count` events, 1 or more.
    init(count: Int, continuation: CheckedContinuation<Answer, Never>) {
        self.count = count
        self.continuation = continuation
    }

    /// Answers the next event.
    func settle(_ outcome: RecordingOutcome) {
        self.add(outcome, isDismissal: false)
    }

    /// Gives up the next event: the store failed, or the recorder ended.
    func dismiss(_ error: TrailError) {
        self.add(.refused(error), isDismissal: true)
    }

    /// Gives up the whole call before any of it was taken in.
    func refuse(_ error: TrailError) {
        self.continuation.resume(returning: .failure(error))
    }

    private func add(_ outcome: RecordingOutcome, isDismissal: Bool) {
        let answer: Answer? = self.state.withLock { state in
            state.outcomes.append(outcome)
            state.dismissed += isDismissal ? 1 : 0
            guard state.outcomes.count == self.count else { return nil }
            if state.dismissed == self.count, case .refused(let error) = outcome {
                return .failure(error)
            }
            return .success(state.outcomes)
        }
        guard let answer else { return }
        self.continuation.resume(returning: answer)
    }
}
