/// Events that are written to the store together, each with whoever waits for it.
struct RecordingBatch<Caller: Sendable>: Sendable {
    /// The events, in the order in which they came.
    private(set) var events: [EncodedEvent] = []
    /// Who waits for the event at the same place; `nil` where nobody does.
    private(set) var callers: [Caller?] = []
    /// What the events take.
    private(set) var bytes = 0
    /// How many of the events nobody waits for.
    private(set) var unattended = 0
    /// When the first event came; of no meaning in an empty batch.
    private(set) var since = Timestamp(microseconds: 0)

    var count: Int { self.events.count }
    var isEmpty: Bool { self.events.isEmpty }
    /// Whether somebody waits for one of the events.
    var isAttended: Bool { self.unattended < self.count }

    mutating func append(_ event: EncodedEvent, bytes: Int, caller: Caller?, at time: Timestamp) {
        if self.isEmpty {
            self.since = time
        }
        self.events.append(event)
        self.callers.append(caller)
        self.bytes += bytes
        self.unattended += caller == nil ? 1 : 0
    }

    /// Takes out the events that somebody waits for.
    ///
    /// - Returns: Who waited, in order, once for each event.
    mutating func dismissCallers() -> [Caller] {
        guard self.isAttended else { return [] }
        let all = self
        self.removeAll()
        var dismissed: [Caller] = []
        for (event, caller) in zip(all.events, all.callers) {
            if let caller {
                dismissed.append(caller)
            } else {
                self.append(event, bytes: event.byteCount, caller: nil, at: all.since)
            }
        }
        return dismissed
    }

    /// The events from the place `start` on.
    func suffix(from start: Int) -> Self {
        var rest = Self()
        for (event, caller) in zip(self.events[start...], self.callers[start...]) {
            rest.append(event, bytes: event.byteCount, caller: caller, at: self.since)
        }
        return rest
    }

    /// Empties the batch and keeps its memory for the next one.
    mutating func removeAll() {
        self.events.removeAll(keepingCapacity: true)
        self.callers.removeAll(keepingCapacity: true)
        self.bytes = 0
        self.unattended = 0
    }
}
