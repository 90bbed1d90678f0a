internal import Trail

/// One of the lists under which events are served: all of a kind, a part of these, or all.
struct EventList: Sendable, Hashable {
    /// A part of the events of one kind that has a list of its own.
    enum Part: String, Sendable, Hashable {
        /// Logins that failed.
        case failedLogins = "failed_logins"
        /// Exchanges that took long; how long `threshold_ms` says.
        case slowRequests = "slow_requests"
        /// System events of the highest severity, and no others.
        case critical
    }

    /// The first part of its path, such as `crud-events`.
    let path: String
    /// The kinds it shows; empty for all.
    let kinds: Set<Event.Kind>
    /// The part of the kind that it shows; `nil` for all.
    let part: Part?

    private init(path: String, kinds: Set<Event.Kind>, part: Part? = nil) {
        self.path = path
        self.kinds = kinds
        self.part = part
    }

    /// All kinds on one timeline.
    static let all = Self(path: "events", kinds: [])

    /// The lists of one kind each, such as `crud-events`.
    static let ofOneKind = Event.Kind.allCases.map { Self($0) }

    /// The list of a kind, such as `crud-events`.
    static func of(_ kind: Event.Kind) -> Self { Self(kind) }

    /// The lists of a part of one kind, such as `login-events/failed_logins`.
    static let parts = [
        Self(.login, .failedLogins), Self.slowRequests, Self(.system, .critical),
    ]

    /// Exchanges that took long.
    static let slowRequests = Self(.request, .slowRequests)

    private init(_ kind: Event.Kind, _ part: Part? = nil) {
        self.init(path: kind.rawValue + "-events", kinds: [kind], part: part)
    }

    /// The paths under which the list is served: the documented one, and the seeds' with hyphens.
    var paths: [String] {
        guard let part else { return [self.path] }
        return "\(self.path)/\(part.rawValue)".spellings
    }

    /// What a file with the list's events is called, without the ending.
    var fileName: String {
        let name = self.kinds.first.map { $0.rawValue + "event" } ?? "event"
        return name + (self.part.map { "_" + $0.rawValue } ?? "") + "_export"
    }

    /// What holds of every event in the list, besides its kind.
    ///
    /// - Parameter threshold: How long an exchange must take, in microseconds.
    /// - Returns: Conditions, all of which hold.
    func filters(threshold: Int64) -> [EventFilter] {
        switch self.part {
        case nil: []
        case .failedLogins:
            [
                EventFilter(
                    .loginType,
                    .numberIn([Int64(LoginDetail.LoginType.failed.rawValue)])
                )
            ]
        case .slowRequests: [EventFilter(.duration, .numberBetween(threshold, .max))]
        case .critical:
            [EventFilter(.severity, .equals(SystemDetail.Severity.critical.rawValue))]
        }
    }
}
