/// What a recorder's callers and its writer share, under one lock.
struct RecorderState {
    typealias Instant = ContinuousClock.Instant
    typealias Sleeper = CheckedContinuation<Void, Never>
    typealias Buffer = RecordingBuffer<PendingCall>

    private(set) var buffer: Buffer
    private let record: LossRecord?
    private var sleeper: Sleeper?
    private var reminders: [LossReason: Reminder] = [:]

    init(_ configuration: RecordingConfiguration, record: sending LossRecord?) {
        self.buffer = RecordingBuffer(configuration, tally: record?.carried ?? LossTally())
        self.record = record
    }
}

// MARK: - Callers

extension RecorderState {
    /// Takes in an event that nobody waits for.
    ///
    /// - Returns: Why it was not taken in, and whom to wake.
    mutating func offer(
        _ event: EncodedEvent,
        at time: Timestamp
    ) -> (refusal: TrailError?, sleeper: Sleeper?) {
        switch self.buffer.offer(event, caller: nil, at: time) {
        case .refused(let refusal): return (refusal, nil)
        case .accepted(let wakesWriter):
            self.record?.save(self.buffer.tally.traffic)
            return (nil, self.takeSleeper(wakesWriter))
        }
    }

    /// Takes in events for which `call` waits.
    ///
    /// - Returns: Why they were not taken in, and whom to wake.
    mutating func offer(
        _ events: [EncodedEvent],
        call: PendingCall,
        at time: Timestamp
    ) -> (refusal: TrailError?, sleeper: Sleeper?) {
        switch self.buffer.offer(events, caller: call, at: time) {
        case .refused(let refusal): (refusal, nil)
        case .accepted(let wakesWriter): (nil, self.takeSleeper(wakesWriter))
        }
    }

    /// Counts events that nobody waits for as lost.
    ///
    /// - Returns: For how many such occasions a log line is due now, and whom to wake.
    mutating func lose(
        _ count: Int,
        _ reason: LossReason,
        at time: Timestamp,
        now: Instant
    ) -> (occasions: Int?, sleeper: Sleeper?) {
        let wakesWriter = self.buffer.lose(count, reason, at: time)
        self.record?.save(self.buffer.tally.losses)
        let occasions = self.reminders[reason, default: Reminder(every: .seconds(60))]
            .occasions(at: now)
        return (occasions, self.takeSleeper(wakesWriter))
    }
}

// MARK: - The writer

extension RecorderState {
    mutating func begin(spool: SpoolSize?, at now: Instant) -> Bool {
        self.buffer.begin(spool: spool, at: now)
    }

    mutating func next(at now: Instant) -> Buffer.Step {
        let step = self.buffer.next(at: now)
        switch step {
        case .write, .keep: self.record?.save(self.buffer.tally.traffic)
        case .drain, .report, .wait, .finish: break
        }
        return step
    }

    mutating func settle(kept size: SpoolSize, at now: Instant) {
        defer { self.record?.save(self.buffer.tally.traffic) }
        self.buffer.settle(kept: size, at: now)
    }

    mutating func settle(
        notKept failure: TrailError,
        _ batch: Buffer.Batch,
        at now: Instant
    ) -> [PendingCall] {
        defer { self.record?.save(self.buffer.tally.traffic) }
        return self.buffer.settle(notKept: failure, batch, at: now)
    }

    mutating func settle(
        drained size: SpoolSize?,
        failure: TrailError?,
        at now: Instant
    ) -> Buffer.Settlement {
        guard failure == nil, let size else {
            let error = failure ?? TrailError(.storeUnavailable, "the spool did not answer")
            return self.buffer.settle(drained: size, failure: error, at: now)
        }
        return self.buffer.settle(drained: size, at: now)
    }

    mutating func settle(at now: Instant) -> Buffer.Settlement {
        defer { self.record?.save(self.buffer.tally.traffic) }
        return self.buffer.settle(at: now)
    }

    mutating func settle(
        failure: TrailError,
        rest: Buffer.Batch,
        at now: Instant
    ) -> Buffer.Settlement {
        defer { self.record?.save(self.buffer.tally.traffic) }
        return self.buffer.settle(failure: failure, rest: rest, at: now)
    }

    mutating func settle(
        told: [LossReason: Loss],
        of count: Int,
        at now: Instant
    ) -> Buffer.Settlement {
        defer { self.record?.save(self.buffer.tally.losses) }
        return self.buffer.settle(told: told, of: count, at: now)
    }

    mutating func recycle(_ emptied: Buffer.Batch) {
        self.buffer.recycle(emptied)
    }

    /// Puts the writer to sleep, unless something has woken it since it was told to.
    ///
    /// - Returns: Whether it sleeps.
    mutating func sleep(_ sleeper: Sleeper) -> Bool {
        guard self.buffer.writer.sleep != .awake else { return false }
        self.sleeper = sleeper
        return true
    }

    mutating func wake() -> Sleeper? {
        self.takeSleeper(self.buffer.wake())
    }

    mutating func close(at now: Instant) -> Sleeper? {
        self.takeSleeper(self.buffer.close(at: now))
    }

    mutating func abort() -> Sleeper? {
        self.takeSleeper(self.buffer.abort())
    }

    /// The writer is gone.
    ///
    /// - Returns: Those who waited, once for each event, and how many other events are lost.
    mutating func end() -> (dismissed: [PendingCall], lost: Int) {
        let before = self.buffer.tally.losses[.closed]?.count ?? 0
        let dismissed = self.buffer.end()
        let after = self.buffer.tally.losses[.closed]?.count ?? 0
        self.record?.save(self.buffer.tally.losses)
        self.record?.save(self.buffer.tally.traffic)
        return (dismissed, Int(after - before))
    }

    private mutating func takeSleeper(_ wakesWriter: Bool) -> Sleeper? {
        guard wakesWriter else { return nil }
        defer { self.sleeper = nil }
        return self.sleeper
    }
}
