internal import Logging

/// Says that a store is away: at first, once a minute, when the reason changes, and when it is back.
struct OutageLog {
    let logger: Logger
    private var reminder = Reminder(every: .seconds(60))
    private var code: TrailError.Code?

    init(logger: Logger) {
        self.logger = logger
    }

    mutating func note(_ error: TrailError, at now: ContinuousClock.Instant = .now) {
        if error.code != self.code {
            self.code = error.code
            self.reminder.reset()
        }
        guard let occasions = self.reminder.occasions(at: now) else { return }
        self.logger.error(
            "events not stored: the store is away or refuses; what nobody waits for is kept",
            error: error,
            metadata: ["trail.code": "\(error.code)", "trail.attempts": "\(occasions)"]
        )
    }

    mutating func end() {
        self.code = nil
        self.logger.notice("events are stored again")
    }
}
