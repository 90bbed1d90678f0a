/// What is captured in passing: by middleware, change trackers and the like.
///
/// One value holds every setting of capture. A recorder is given it once, and middleware and
/// drainers of that recorder follow it unless they are told otherwise; a change tracker, which
/// knows no recorder, is given it as well:
/// ```swift
/// let capturing = try CaptureConfiguration(environment: ProcessInfo.processInfo.environment)
/// let recorder = EventRecorder(store: store, capturing: capturing, clock: clock, logger: logger)
/// let tracker = ChangeTracker(pool, capturing: capturing)
/// ```
/// It concerns what is captured alone: what ``EventRecorder/record(_:)`` or
/// ``EventRecorder/recordDurably(_:)`` is told to record is recorded, and so are events that
/// others send in over HTTP.
public struct CaptureConfiguration: Sendable, Hashable {
    /// The kinds that are captured; keys `capture.` and the kind, all of them by default.
    public var kinds = Set(Event.Kind.allCases)
    /// Which paths requests and calls of other origins are captured of; keys below
    /// `capture.urls`.
    public var urls = URLRules.standard
    /// Whether durations and sizes are measured; key `capture.response-metrics`.
    public var measuresResponses = true
    /// Whether the app is asked if an actor exists; key `capture.actor-must-exist`.
    ///
    /// One that does not is recorded as a claim, see ``CaptureScope/checked(_:)``.
    public var actorMustExist = false
    /// Whether actions are captured, and whose; keys below `actions`.
    public var actions = ActionConfiguration()
    /// Whether an update that changes nothing is passed over; key `crud.skip-unchanged`.
    public var skipsUnchanged = true

    /// The defaults.
    public init() {}

    /// Nothing is captured, which may suit the tests of an app.
    public static var nothing: Self {
        var configuration = Self()
        configuration.kinds = []
        return configuration
    }
}
