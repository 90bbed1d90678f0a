/// Where the write-ahead log stands, in pages since it was begun, and what is to be done about it.
struct LogProgress: Sendable, Hashable {
    /// Pages from which on the log is moved: 16 MiB, seven batches of a thousand events.
    ///
    /// With fewer, the pages of the newest segment are moved more often than need be.
    static let usual = 4_000
    /// Pages that a commit may move.
    static let few = 400
    /// Pages from which on the log is long: 64 MiB.
    static let long = 16_384
    /// Pages that it never has for long, even if it is merely moved slowly: 256 MiB.
    static let most = 4 * Self.long

    /// What is to be done after a commit.
    enum Step: Sendable, Hashable {
        case nothing
        /// The log is moved into the database beside the writer.
        case handOver
        /// The writer moves what is left, so that the next commit begins the log anew.
        case finish
        /// The writer waits for readers, and for what is being moved.
        case restart
    }

    /// As long as the last commit has made it.
    private(set) var length = 0
    /// As many as are in the database.
    private var moved = 0
    /// As long as it was when it was last handed over.
    private var handedOver = 0
    /// As long as it was when a commit last moved the rest.
    private var finished = 0
    /// From which length on the writer waits for readers.
    private var limit = Self.long
    /// Whether it is being moved beside the writer.
    private var isMoving = false
    /// Whether readers kept some of it from being moved.
    private var isHeld = false

    /// A log that was just begun.
    init() {}

    private init(isMoving: Bool) {
        self.isMoving = isMoving
    }

    /// Takes in what a commit has made of the log.
    mutating func grow(to length: Int) {
        if length < self.length {
            self = LogProgress(isMoving: self.isMoving)
        }
        self.length = length
    }

    /// What is to be done now; it counts as begun.
    mutating func next() -> Step {
        guard self.length >= Self.usual else { return .nothing }
        if self.length > self.limit, self.isHeld || self.length > Self.most { return .restart }
        guard !self.isMoving else { return .nothing }
        // What stays behind, and a log that is not begun anew, are held by readers.
        if self.length - self.moved <= Self.few {
            guard self.hasGrown(since: self.finished) else { return .nothing }
            self.finished = self.length
            return .finish
        }
        guard self.hasGrown(since: self.handedOver) else { return .nothing }
        self.handedOver = self.length
        self.isMoving = true
        return .handOver
    }

    /// Begins to move the log, however little of it there is to move.
    ///
    /// - Returns: Whether that begins; not while it is being moved, and where all of it has been.
    mutating func moveAtOnce() -> Bool {
        guard !self.isMoving, self.moved < self.length else { return false }
        self.handedOver = self.length
        self.isMoving = true
        return true
    }

    private func hasGrown(since length: Int) -> Bool {
        length == 0 || self.length - length >= Self.few
    }

    /// The log was moved, or that failed.
    ///
    /// - Parameter result: How much of how long a log is in the database; `nil` where it failed.
    mutating func settle(_ result: (moved: Int, length: Int)?) {
        self.isMoving = false
        // It may have been begun anew meanwhile.
        guard let result, result.length <= self.length else { return }
        self.moved = max(result.moved, 0)
        self.isHeld = result.moved < result.length
    }

    /// Readers would not let the log be begun anew: it is tried again when it has grown as much.
    mutating func postpone() {
        self.limit = self.length + Self.long
    }
}
