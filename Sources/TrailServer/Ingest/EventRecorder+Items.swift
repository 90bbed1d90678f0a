internal import HTTPTypes
internal import Trail

extension EventRecorder {
    /// Records the items that can be, all in one call.
    ///
    /// - Returns: What became of each, in order; and a problem that the next event would meet as
    ///   well, where there is one: the buffer is full, the store is away.
    func record(_ items: [IngestItem]) async -> (results: [IngestResult], standstill: Problem?) {
        let events = items.compactMap { try? $0.content.get() }
        var outcomes: ArraySlice<RecordingOutcome>
        do throws(TrailError) {
            outcomes = try await self.append(events)[...]
        } catch {
            outcomes = Array(repeating: .refused(error), count: events.count)[...]
        }
        var standstill: Problem?
        let results = items.map { item in
            switch item.content {
            case .failure(let problem):
                return IngestResult(place: item.place, outcome: .refused(problem))
            case .success:
                let outcome = outcomes.popFirst() ?? .refused(Self.noAnswer)
                let result = IngestResult(place: item.place, outcome)
                if case .refused(let problem) = result.outcome, problem.kind.status.code >= 500 {
                    standstill = standstill ?? problem
                }
                return result
            }
        }
        return (results, standstill)
    }

    private static var noAnswer: TrailError {
        TrailError(.storeUnavailable, "the store did not answer")
    }
}
