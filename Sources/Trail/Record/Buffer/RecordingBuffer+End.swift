// How a buffer comes to its end.

extension RecordingBuffer {
    /// Begins to shut down: what is in the buffer is still written.
    ///
    /// - Returns: Whether the writer is to be woken.
    mutating func close(at now: Instant) -> Bool {
        guard self.writer.phase == .running else { return false }
        self.writer.phase = .closing(until: now + self.configuration.patience)
        // A store that is away is tried at once, and often: there is little time left.
        self.writer.outage?.retryAt = now
        self.writer.outage?.failures = 0
        return self.wake()
    }

    /// Ends at once.
    ///
    /// - Returns: Whether the writer is to be woken.
    mutating func abort() -> Bool {
        self.writer.phase = .ended
        return self.wake()
    }

    /// The writer is gone: what is left is given up, and counted where nobody waits for it.
    ///
    /// - Returns: Those who waited, once for each event.
    mutating func end() -> [Caller] {
        self.writer.phase = .ended
        let dismissed = self.queue.dismissCallers()
        self.queue = BatchQueue(limits: self.configuration.batch)
        self.occupancy = Occupancy()
        self.tally.abandon(.closed)
        return dismissed
    }
}
