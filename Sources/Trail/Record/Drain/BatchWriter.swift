internal import Logging
internal import Metrics

/// Appends batches to the store, and finds the event that the store refuses.
///
/// A refused batch is halved until the event is alone, so one bad event among n costs about
/// 2 log₂ n writes and no other event its place. Events of one tenant keep their order.
struct BatchWriter: Sendable {
    /// What a write came to.
    struct Result: Sendable {
        /// What became of the events, in their order, up to where the store failed.
        var outcomes: [RecordingOutcome] = []
        /// Why the store failed at the event after the last outcome; `nil` where it did not.
        var failure: TrailError?
    }

    let store: any LedgerWriter
    /// Where events wait for a store that is away; `nil` where none do.
    var spool: (any Spool)?
    let metrics: RecordingMetrics
    /// Hears of what was stored.
    let commits = CommitSignal()

    /// Writes `events`; each is sealed, refused for itself, or left over by a failing store.
    func write(_ events: [EncodedEvent]) async -> Result {
        var result = Result()
        result.outcomes.reserveCapacity(events.count)
        var open = [events[...]]
        while let part = open.popLast() {
            do {
                let answer = try await self.append(part)
                result.outcomes += answer.outcomes.map(RecordingOutcome.init)
                guard let failure = answer.failure else { continue }
                result.failure = failure
                return result
            } catch {
                guard error.code == .unstorable else {
                    result.failure = error
                    return result
                }
                guard part.count > 1 else {
                    result.outcomes.append(.refused(error))
                    continue
                }
                let middle = part.startIndex + part.count / 2
                open.append(part[middle...])
                open.append(part[..<middle])
            }
        }
        return result
    }

    private func append(
        _ part: ArraySlice<EncodedEvent>
    ) async throws(TrailError) -> AppendResult {
        let start = ContinuousClock.now
        let result: AppendResult
        do {
            result = try await self.store.append(AppendRequest(Array(part)))
        } catch let error as TrailError {
            throw error
        } catch {
            throw TrailError(.storeUnavailable, "the store failed", cause: error)
        }
        self.metrics.commit.record(duration: start.duration(to: .now))
        self.metrics.batchEvents.record(part.count)
        self.commits.tell(result)
        let isShort = result.outcomes.count < part.count
        guard result.outcomes.count <= part.count, isShort == (result.failure != nil) else {
            throw TrailError(.storeUnavailable, "the store did not answer for every event")
        }
        self.count(result.outcomes)
        return result
    }

    private func count(_ outcomes: [AppendResult.Outcome]) {
        var sealed = 0
        var repeated = 0
        var conflicts = 0
        for outcome in outcomes {
            switch outcome {
            case .sealed: sealed += 1
            case .repeated: repeated += 1
            case .conflict: conflicts += 1
            case .refused: break
            }
        }
        self.metrics.stored.increment(by: sealed)
        if sealed < outcomes.count {
            self.metrics.repeated.increment(by: repeated)
            self.metrics.conflicts.increment(by: conflicts)
        }
    }
}
