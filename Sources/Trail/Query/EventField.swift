/// A field of an event that can be asked for: where its value is, whatever the kind.
///
/// The path leads into the sealed text of a section, so one definition serves every store,
/// stream filter and export.
public struct EventField: Sendable, Hashable {
    /// The section that holds it; `nil` for the header.
    public let section: SectionName?
    /// The keys that lead to it, outermost first; `targets` means the primary target.
    public let path: [String]

    /// A field at `path` of `section`.
    public init(_ section: SectionName?, _ path: String...) {
        self.section = section
        self.path = path
    }

    init(_ section: SectionName?, path: [String]) {
        self.section = section
        self.path = path
    }

    // Header
    /// `resource.verb`.
    public static let action = EventField(nil, "action")
    /// How it ended.
    public static let outcome = EventField(nil, "outcome")

    // Who
    /// The actor's id, verified or claimed.
    public static let actorID = EventField(.who, "id")
    /// Whether the actor is verified.
    public static let actorIsVerified = EventField(.who, "verified")
    /// The client's session.
    public static let session = EventField(.who, "session")

    // Where
    /// The client's address.
    public static let ip = EventField(.where, "ip")
    /// The country's name.
    public static let country = EventField(.where, "geo", "country")
    /// The city's name.
    public static let city = EventField(.where, "geo", "city")
    /// The `Origin` header.
    public static let origin = EventField(.where, "origin")
    /// The id of the request.
    public static let requestID = EventField(.where, "request_id")
    /// The trace id.
    public static let traceID = EventField(.where, "trace_id")

    // What
    /// The primary target's type.
    public static let targetType = EventField(.what, "targets", "type")
    /// The primary target's id.
    public static let targetID = EventField(.what, "targets", "id")
    /// A page's path.
    public static let path = EventField(.what, "detail", "path")
    /// The method of a request or cross-origin call.
    public static let method = EventField(.what, "detail", "method")
    /// The path of a request or cross-origin call.
    public static let url = EventField(.what, "detail", "url")
    /// The status of a response.
    public static let status = EventField(.what, "detail", "status")
    /// How long an exchange took, in microseconds.
    public static let duration = EventField(.what, "detail", "duration_us")
    /// What happened to a row, as its number.
    public static let eventType = EventField(.what, "detail", "event_type")
    /// The model whose row changed.
    public static let model = EventField(.what, "detail", "model")
    /// What an action was.
    public static let actionType = EventField(.what, "detail", "action_type")
    /// Whether an action worked.
    public static let actionStatus = EventField(.what, "detail", "status")
    /// What a login event was, as its number.
    public static let loginType = EventField(.what, "detail", "login_type")
    /// The name that was tried at a login.
    public static let username = EventField(.what, "detail", "username")
    /// Whether a cross-origin call was allowed.
    public static let allowed = EventField(.what, "detail", "allowed")
    /// The page that made a cross-origin call.
    public static let frontendURL = EventField(.what, "detail", "frontend_url")
    /// How grave a system event is.
    public static let severity = EventField(.what, "detail", "severity")
    /// The part of the system.
    public static let category = EventField(.what, "detail", "category")
    /// The name of a system event.
    public static let eventName = EventField(.what, "detail", "event_name")
    /// The component that says a system event.
    public static let source = EventField(.what, "detail", "source")
}
