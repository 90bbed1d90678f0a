internal import Trail

/// A column of a list of events.
struct EventColumn: Sendable {
    /// What the column is called.
    let title: String
    /// Whether it holds numbers.
    var isNumber = false
    /// The cell of an event.
    let cell: @Sendable (FlatEvent, EventCells) -> TableView.Cell

    init(
        _ title: String,
        isNumber: Bool = false,
        _ cell: @escaping @Sendable (FlatEvent, EventCells) -> TableView.Cell
    ) {
        self.title = title
        self.isNumber = isNumber
        self.cell = cell
    }

    /// The columns of a list.
    static func of(_ list: EventList) -> [Self] {
        guard list.kinds.count == 1, let kind = list.kinds.first else { return Self.all }
        return [Self.time] + Self.own(kind) + [Self.integrity]
    }

    private static let all =
        [Self.time, Self.kind, Self.action, Self.outcome, Self.actor]
        + [Self.about, Self.ip, Self.integrity]

    private static func own(_ kind: Event.Kind) -> [Self] {
        switch kind {
        case .page:
            [Self.code("Path", "path"), Self.actor, Self.text("Referer", "referer"), Self.ip]
        case .action:
            [Self.text("Action", "action_type"), Self.object, Self.actor, Self.outcome]
                + [Self.text("Remarks", "remarks")]
        case .crud:
            [Self.text("Change", "event_type_display"), Self.object, Self.fields, Self.actor]
        case .login:
            [Self.login, Self.text("Name", "username"), Self.outcome, Self.ip]
                + [Self.text("Browser", "browser"), Self.text("Remarks", "remarks")]
        case .request:
            [Self.code("Method", "method"), Self.code("Path", "url"), Self.status, Self.duration]
                + [Self.actor, Self.ip]
        case .cors:
            [
                Self.code("Origin", "origin"), Self.code("Method", "method"),
                Self.code("Path", "url"),
            ]
                + [Self.allowed, Self.actor]
        case .system:
            [Self.severity, Self.text("Category", "category"), Self.code("Name", "event_name")]
                + [Self.text("Message", "message"), Self.actor]
        }
    }

    private static let time = Self("Time") { $1.time($0) }
    private static let kind = Self("Kind") { $1.kind($0) }
    private static let action = Self("Action") { $1.action($0) }
    private static let outcome = Self("Outcome") { $1.outcome($0) }
    private static let actor = Self("Actor") { $1.actor($0) }
    private static let object = Self("Object") { $1.object($0) }
    private static let ip = Self("Address") { $1.ip($0) }
    private static let integrity = Self("Integrity") { $1.integrity($0) }

    private static func text(_ title: String, _ field: String) -> Self {
        Self(title) { event, _ in .text(event.text(field)) }
    }

    private static func code(_ title: String, _ field: String) -> Self {
        Self(title) { event, _ in .code(event.text(field)) }
    }
}
