internal import Synchronization
public import ServiceLifecycle

/// Turns error and critical lines of the log into `system` events, through ``EventLogHandler``.
///
/// Bounded: in a storm of errors the first lines are recorded, and how many were left out is
/// recorded later. Loop-proof: what Trail itself logs, and whatever is logged while an event is
/// being recorded or stored, never becomes an event.
///
/// It need not run as a service; if it does, what was left out is told within seconds also when no
/// other line follows.
public final class LogCapture: Service {
    /// Whether what this task logs is kept out, for it is Trail that runs.
    @TaskLocal package static var isSuspended = false

    private let recorder: EventRecorder
    private let interval: Duration
    private let throttle: Mutex<LogThrottle>

    /// A capture of lines into `recorder`.
    ///
    /// - Parameters:
    ///   - recorder: Records the events, without waiting.
    ///   - rate: Lines a second that are recorded in the long run; 0 for all.
    ///   - burst: Lines that are recorded at once.
    ///   - interval: How often ``run()`` looks for lines that were left out.
    public init(
        _ recorder: EventRecorder,
        rate: Int = 10,
        burst: Int = 100,
        interval: Duration = .seconds(10)
    ) {
        self.recorder = recorder
        self.interval = interval
        self.throttle = Mutex(LogThrottle(rate: rate, burst: burst))
    }

    /// Tells once in a while of lines that were left out, and a last time at shutdown.
    ///
    /// Stands behind the recorder in a `ServiceGroup`, so that it ends before it.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Cut short it is the end, which is no failure.
                try? await Task.sleep(for: self.interval)
                self.tellOfLeftOut()
            }
        }
    }

    /// Records a line, or anything else of which there may be too many, unless there are.
    ///
    /// Nothing is recorded while an event is being recorded or stored.
    package func take(
        _ line: @autoclosure () -> Event.Draft,
        at now: ContinuousClock.Instant = .now
    ) {
        guard !Self.isSuspended, self.recorder.capturing.kinds.contains(.system) else { return }
        let decision = self.throttle.withLock { $0.admit(at: now) }
        guard case .admitted(let leftOut) = decision else { return }
        Self.$isSuspended.withValue(true) {
            self.tell(of: leftOut)
            self.recorder.record(line())
        }
    }

    /// Records that lines were left out, if any were.
    func tellOfLeftOut() {
        let leftOut = self.throttle.withLock { $0.takeLeftOut() }
        Self.$isSuspended.withValue(true) { self.tell(of: leftOut) }
    }

    private func tell(of leftOut: Int) {
        guard leftOut > 0 else { return }
        var detail = SystemDetail(
            .warning,
            category: "log",
            eventName: "lines_left_out",
            message: "More error lines were logged than are recorded."
        )
        detail.facts = ["count": .integer(Int64(leftOut))]
        self.recorder.record(Event.Draft(.system(detail)))
    }
}

/// How many lines are recorded, and how many were not.
struct LogThrottle: Sendable {
    enum Decision: Sendable, Hashable {
        /// The line is recorded; so many before it were not and have not been told of.
        case admitted(leftOut: Int)
        case refused
    }

    private enum Key: Hashable { case all }

    private var limit: RateLimit<Key>
    private var leftOut = 0

    init(rate: Int, burst: Int) {
        self.limit = RateLimit(rate: rate, burst: burst)
    }

    mutating func admit(at now: ContinuousClock.Instant) -> Decision {
        guard self.limit.admit(.all, at: now) == .admitted else {
            self.leftOut += 1
            return .refused
        }
        return .admitted(leftOut: self.takeLeftOut())
    }

    /// How many lines were left out since it was last asked.
    mutating func takeLeftOut() -> Int {
        defer { self.leftOut = 0 }
        return self.leftOut
    }
}
