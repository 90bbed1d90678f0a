/// Something inside the system that failed or was done.
public struct SystemDetail: Sendable, Hashable {
    /// How grave it is.
    ///
    /// The raw value is sealed and never changes.
    public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
        /// Something was done.
        case info = "INFO"
        /// Something may need a look.
        case warning = "WARNING"
        /// Something failed.
        case error = "ERROR"
        /// Something failed that others depend on.
        case critical = "CRITICAL"

        /// Orders from `info` to `critical`.
        public static func < (one: Self, other: Self) -> Bool { one.rank < other.rank }

        private var rank: Int {
            switch self {
            case .info: 0
            case .warning: 1
            case .error: 2
            case .critical: 3
            }
        }
    }

    /// How grave it is.
    public var severity: Severity
    /// The part of the system, a lower-case word: `server`, `security`, `database`, `retention`.
    public var category: String
    /// The name of what happened, a lower-case word.
    public var eventName: String
    /// A sentence for people to read.
    public var message: String?
    /// The component that says so.
    public var source: String?
    /// Where in the code it failed.
    public var traceback: String?
    /// Figures: what a retention run, an erasure or a loss amounts to.
    ///
    /// A JSON object.
    public var facts: CanonicalJSON?

    /// A system event.
    public init(
        _ severity: Severity,
        category: String,
        eventName: String,
        message: String? = nil
    ) {
        self.severity = severity
        self.category = category
        self.eventName = eventName
        self.message = message
    }
}
