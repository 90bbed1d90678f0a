/// The models of the logs that Trail reads: what a row of each of them becomes.
package enum SeedModel: Sendable, Hashable {
    /// django-djaffar's `Activity`: a `page` event.
    case activity
    /// django-djaffar's `SessionInfo`: the user agent of its session's activities.
    case sessionInfo
    /// django-activitylog's events: one of the kinds.
    case event(Event.Kind)
    /// The `ActivityLog` of the blog's mixin, in whatever app it is: an `action` event.
    case action
    /// Django's content types: the names of models.
    case contentType

    /// The model of a label such as `djaffar.activity`; `nil` for one that is no log's.
    package init?(label: String) {
        switch label {
        case "djaffar.activity": self = .activity
        case "djaffar.sessioninfo": self = .sessionInfo
        case "activitylog.crudevent": self = .event(.crud)
        case "activitylog.loginevent": self = .event(.login)
        case "activitylog.requestevent": self = .event(.request)
        case "activitylog.corsevent": self = .event(.cors)
        case "activitylog.systemevent": self = .event(.system)
        case "contenttypes.contenttype": self = .contentType
        case _ where label.hasSuffix(".activitylog"): self = .action
        default: return nil
        }
    }

    /// The label of events of `kind` that were in no other log.
    package static func label(of kind: Event.Kind) -> String {
        switch kind {
        case .page: "djaffar.activity"
        case .action: "activity.activitylog"
        case .crud: "activitylog.crudevent"
        case .login: "activitylog.loginevent"
        case .request: "activitylog.requestevent"
        case .cors: "activitylog.corsevent"
        case .system: "activitylog.systemevent"
        }
    }

    /// Whether its rows become events.
    package var isLog: Bool {
        switch self {
        case .activity, .event, .action: true
        case .sessionInfo, .contentType: false
        }
    }

    /// The field that says when it happened.
    var timeField: String {
        switch self {
        case .activity: "date"
        case .action: "action_time"
        case .event, .sessionInfo, .contentType: "datetime"
        }
    }
}
