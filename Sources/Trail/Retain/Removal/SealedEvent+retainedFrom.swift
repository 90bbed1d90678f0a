extension SealedEvent {
    /// The time from which retention counts: when the event was recorded, and for an imported one
    /// when it happened.
    ///
    /// A caller's claim of another time does not move it: nobody can make an event expire early by
    /// dating it back, or keep it by dating it ahead. That an event was imported is sealed in its
    /// header, which no caller writes.
    public var retainedFrom: Timestamp {
        let occurredAt = self.header.occurredAt
        guard occurredAt < self.recordedAt, self.header.isImported else { return self.recordedAt }
        return occurredAt
    }
}
