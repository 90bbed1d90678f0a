/// What is captured in passing: by middleware, change trackers and the like.
///
/// The scope of the keys is `capture`. It concerns ``EventRecorder/capture(_:)`` alone: what
/// ``EventRecorder/record(_:)`` or ``EventRecorder/recordDurably(_:)`` is told to record is
/// recorded, and so is what others send in over HTTP.
public struct CaptureConfiguration: Sendable, Hashable {
    /// The kinds that are captured; a key each, named after the kind, all of them by default.
    public var kinds = Set(Event.Kind.allCases)

    /// The defaults.
    public init() {}

    /// Nothing is captured, which may suit the tests of an app.
    public static var nothing: Self {
        var configuration = Self()
        configuration.kinds = []
        return configuration
    }
}
