/// What waits to be written, and what the writer is to do next.
///
/// Decides and never acts: no clock, no task, no store. One writer asks ``next(at:)``, does what
/// it is told, and says how it went; callers offer events and learn whether to wake the writer.
struct RecordingBuffer<Caller: Sendable>: Sendable {
    typealias Instant = ContinuousClock.Instant
    typealias Batch = RecordingBatch<Caller>

    /// What the writer is to do.
    enum Step: Sendable {
        /// Write this batch, then say how it went.
        case write(Batch)
        /// Put this batch into the spool, then say how it went.
        case keep(Batch)
        /// Write the oldest events of the spool, then say how it went.
        case drain
        /// Seal these losses, then say how it went.
        case report([LossReason: Loss])
        /// Sleep until woken, or until the given time.
        case wait(until: Instant?)
        /// Nothing is left, and nothing more will come.
        case finish
    }

    /// What became of an offer.
    enum Offer: Sendable {
        /// Taken in; the writer sleeps and is to be woken, or not.
        case accepted(wakesWriter: Bool)
        /// Not taken in.
        case refused(TrailError)
    }

    let configuration: RecordingConfiguration
    var queue: BatchQueue<Caller>
    /// What the events take, the ones in the write that is under way included.
    var occupancy = Occupancy()
    /// What the write that is under way takes.
    var writing = Occupancy()
    var writer = WriterState()
    var tally: LossTally

    init(_ configuration: RecordingConfiguration, tally: LossTally = LossTally()) {
        self.configuration = configuration
        self.queue = BatchQueue(limits: configuration.batch)
        self.tally = tally
    }
}

// MARK: - Callers

extension RecordingBuffer {
    /// Takes in one event, if there is room.
    mutating func offer(_ event: EncodedEvent, caller: Caller?, at time: Timestamp) -> Offer {
        let size = Occupancy(events: 1, bytes: event.byteCount)
        if let refusal = self.refusal(of: size, isAttended: caller != nil) {
            return .refused(refusal)
        }
        self.queue.append(event, bytes: size.bytes, caller: caller, at: time)
        self.occupancy += size
        if caller == nil {
            self.tally.accept(at: time)
        }
        return .accepted(wakesWriter: self.wakesWriter())
    }

    /// Takes in all of `events`, for which one caller waits, or none.
    mutating func offer(
        _ events: [EncodedEvent],
        caller: Caller,
        at time: Timestamp
    ) -> Offer {
        let bytes = events.reduce(0) { $0 + $1.byteCount }
        let size = Occupancy(events: events.count, bytes: bytes)
        if let refusal = self.refusal(of: size, isAttended: true) {
            return .refused(refusal)
        }
        for event in events {
            self.queue.append(event, bytes: event.byteCount, caller: caller, at: time)
        }
        self.occupancy += size
        return .accepted(wakesWriter: self.wakesWriter())
    }

    /// Counts events that could not be taken in and for which nobody waits.
    ///
    /// - Returns: Whether the writer is to be woken.
    mutating func lose(_ count: Int, _ reason: LossReason, at time: Timestamp) -> Bool {
        self.tally.lose(Loss(count: UInt64(count), from: time, to: time), reason)
        guard self.writer.lossesDue == nil, self.writer.sleep == .untilOffer else { return false }
        return self.wake()
    }

    private func refusal(of size: Occupancy, isAttended: Bool) -> TrailError? {
        switch self.writer.phase {
        case .draining, .ended: return TrailError(.closed, "the recorder is shut down")
        case .new, .running, .closing: break
        }
        if isAttended, let refusal = self.writer.refusal {
            return refusal
        }
        let limit = self.configuration.buffer
        guard self.occupancy.events + size.events <= limit.events,
            self.occupancy.bytes + size.bytes <= limit.bytes
        else {
            let canNever = size.events > limit.events || size.bytes > limit.bytes
            return TrailError(
                .overloaded,
                canNever
                    ? "more at once than the recorder's buffer can ever hold"
                    : "the recorder's buffer has no room"
            )
        }
        return nil
    }

    private mutating func wakesWriter() -> Bool {
        switch self.writer.sleep {
        case .awake, .untilWoken: return false
        case .untilOffer: return self.wake()
        case .untilPressing: return self.queue.isPressing && self.wake()
        }
    }

    /// Wakes the writer.
    ///
    /// - Returns: Whether it slept.
    mutating func wake() -> Bool {
        defer { self.writer.sleep = .awake }
        return self.writer.sleep != .awake
    }
}
