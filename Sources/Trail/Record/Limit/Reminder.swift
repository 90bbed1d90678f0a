/// Lets a log line through once in a while, and counts the ones it holds back.
struct Reminder: Sendable {
    /// The least time between two lines.
    let interval: Duration
    private var last: ContinuousClock.Instant?
    private var held = 0

    init(every interval: Duration) {
        self.interval = interval
    }

    /// How many occasions the line stands for that may be written now; `nil` where it may not.
    mutating func occasions(at now: ContinuousClock.Instant) -> Int? {
        self.held += 1
        if let last, now < last + self.interval { return nil }
        defer { self.held = 0 }
        self.last = now
        return self.held
    }

    /// Forgets, so that the next occasion is written.
    mutating func reset() {
        self.last = nil
        self.held = 0
    }
}
