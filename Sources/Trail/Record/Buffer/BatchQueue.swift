/// Events in the order in which they came, cut into batches as they come.
///
/// Only the last one still fills, so the writer takes the first as it lies and nothing is moved.
struct BatchQueue<Caller: Sendable>: Sendable {
    private let limits: RecordingConfiguration.Batch
    private var batches: [RecordingBatch<Caller>] = []
    private var spare = RecordingBatch<Caller>()

    /// A queue of batches within `limits`.
    init(limits: RecordingConfiguration.Batch) {
        self.limits = limits
    }

    var isEmpty: Bool { self.batches.isEmpty }
    /// What the events take.
    var occupancy: Occupancy {
        self.batches.reduce(into: Occupancy()) { sum, batch in
            sum += Occupancy(events: batch.count, bytes: batch.bytes)
        }
    }
    /// When the oldest event came.
    var since: Timestamp? { self.batches.first?.since }

    /// Whether the first batch can grow no more, or somebody waits for it.
    var isPressing: Bool {
        guard let first = self.batches.first else { return false }
        return self.batches.count > 1 || first.isAttended || first.count >= self.limits.events
    }

    mutating func append(_ event: EncodedEvent, bytes: Int, caller: Caller?, at time: Timestamp) {
        var last = self.batches.count - 1
        if last < 0 || !self.fits(bytes, in: last) {
            self.batches.append(self.spare)
            self.spare = RecordingBatch()
            last += 1
        }
        self.batches[last].append(event, bytes: bytes, caller: caller, at: time)
    }

    mutating func popFirst() -> RecordingBatch<Caller>? {
        self.batches.isEmpty ? nil : self.batches.removeFirst()
    }

    /// Puts back a batch that could not be written; it is next again.
    mutating func restore(_ batch: RecordingBatch<Caller>) {
        guard !batch.isEmpty else { return }
        self.batches.insert(batch, at: 0)
    }

    /// Keeps the memory of a batch that has been emptied.
    mutating func recycle(_ emptied: RecordingBatch<Caller>) {
        self.spare = emptied
    }

    /// Takes out the events that somebody waits for, and says who waited, once for each event.
    mutating func dismissCallers() -> [Caller] {
        var dismissed: [Caller] = []
        for place in self.batches.indices {
            dismissed += self.batches[place].dismissCallers()
        }
        self.batches.removeAll { $0.isEmpty }
        return dismissed
    }

    private func fits(_ bytes: Int, in place: Int) -> Bool {
        self.batches[place].count < self.limits.events
            && self.batches[place].bytes + bytes <= self.limits.bytes
    }
}
