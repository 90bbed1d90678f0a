extension EventRecorder {
    /// Records what differs between two values of something that no change tracker watches.
    ///
    /// ```swift
    /// try await recorder.change(of: Event.Target(type: "plan", id: "7"), from: old, to: new)
    /// ```
    ///
    /// Nothing is recorded where nothing differs (setting `crud.skip-unchanged`). Actor and context are those of
    /// ``CaptureScope/current``. Waits and fails as ``capture(_:)`` does: only with `wait` and
    /// `strict`.
    ///
    /// - Parameters:
    ///   - target: What changed.
    ///   - old: The value before; `nil` for something new.
    ///   - new: The value after; `nil` for something deleted.
    /// - Throws: As ``capture(_:)``, and what a value throws while it is encoded; both only if
    ///   `strict` is set. Otherwise a value that cannot be encoded is counted as lost.
    public func change<Value: Encodable>(
        of target: Event.Target,
        from old: Value?,
        to new: Value?
    ) async throws {
        let draft: Event.Draft?
        do {
            draft = try Event.Draft.change(
                of: target,
                from: old,
                to: new,
                skipsUnchanged: self.capturing.skipsUnchanged
            )
        } catch  where !self.configuration.strict {
            return self.lose(.invalid, error, at: self.clock.now())
        }
        guard let draft else { return }
        try await self.capture(draft)
    }
}
