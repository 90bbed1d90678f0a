extension SealedEvent {
    /// The time from which retention counts: when the event was recorded, and for an imported one
    /// when it happened.
    ///
    /// A caller's claim of another time does not move it: nobody can make an event expire early by
    /// dating it back, or keep it by dating it ahead. An import says so by `imported_from` in the
    /// metadata.
    public var retainedFrom: Timestamp {
        let occurredAt = self.header.occurredAt
        guard occurredAt < self.recordedAt, self.isImported else { return self.recordedAt }
        return occurredAt
    }

    /// Whether the event came from another log, with the time that it had there.
    public var isImported: Bool {
        guard let what = self.sections.what?.text else { return false }
        return what.withUnsafeBufferPointer {
            CanonicalScanner($0).value(at: Self.importMark) != nil
        }
    }

    private static let importMark = ["metadata", "imported_from"]
}
