internal import Trail

/// One of the lists under which events are served: all of a kind, or all.
struct EventList: Sendable, Hashable {
    /// The first part of its path.
    let path: String
    /// The kinds it shows; empty for all.
    let kinds: Set<Event.Kind>

    /// All kinds on one timeline.
    static let all = Self(path: "events", kinds: [])

    /// The lists of one kind each, such as `crud-events`.
    static let ofOneKind = Event.Kind.allCases.map { kind in
        Self(path: kind.rawValue + "-events", kinds: [kind])
    }
}
