internal import Trail

extension AdminAct {
    /// As ``perform(by:_:)``, for a change that gives something a name of its own.
    ///
    /// - Throws: ``Problem`` 409 where somebody has taken the name meanwhile; what the recorder and
    ///   `change` throw.
    func performNaming(
        by recorder: EventRecorder,
        _ change: () async throws -> Void
    ) async throws {
        do {
            try await self.perform(by: recorder, change)
        } catch let error as TrailError where error.code == .idConflict {
            throw Problem.nameTaken
        }
    }
}

extension Problem {
    /// There is something of that name, and names are unique.
    static let nameTaken = Self(.conflict, "The name is taken.")
}
