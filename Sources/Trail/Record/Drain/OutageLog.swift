internal import Logging

/// Says that a store is away: at first, once a minute, when the reason changes, and when it is back.
struct OutageLog {
    /// What is said.
    struct Words {
        /// The line while it is away.
        let away: String
        /// The line when it is back.
        let back: String

        static let store = Self(
            away: "events not stored: the store is away or refuses; what nobody waits for is kept",
            back: "events are stored again"
        )
        static let spool = Self(
            away: "events not spooled: the spool is full or its disk fails",
            back: "events are spooled again"
        )
    }

    let logger: Logger
    private let words: Words
    private var reminder = Reminder(every: .seconds(60))
    private var code: TrailError.Code?

    init(_ words: Words, logger: Logger) {
        self.words = words
        self.logger = logger
    }

    mutating func note(_ error: TrailError, at now: ContinuousClock.Instant = .now) {
        if error.code != self.code {
            self.code = error.code
            self.reminder.reset()
        }
        guard let occasions = self.reminder.occasions(at: now) else { return }
        // A setting that is wrong does not mend itself.
        self.logger.log(
            level: error.code == .invalidConfiguration ? .critical : .error,
            "\(self.words.away)",
            error: error,
            metadata: ["trail.code": "\(error.code)", "trail.attempts": "\(occasions)"]
        )
    }

    /// Says that it is back, if it was said to be away.
    mutating func end() {
        guard self.code != nil else { return }
        self.code = nil
        self.logger.notice("\(self.words.back)")
    }
}

/// What is said of the store and of the spool.
struct OutageLogs {
    var store: OutageLog
    var spool: OutageLog

    init(logger: Logger) {
        self.store = OutageLog(.store, logger: logger)
        self.spool = OutageLog(.spool, logger: logger)
    }
}
