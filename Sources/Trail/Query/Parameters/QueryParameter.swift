/// A parameter of lists, exports and streams: its names, where it exists and what it asks.
public struct QueryParameter: Sendable {
    /// Whose lists know a parameter.
    enum Scope: Sendable {
        /// Every list.
        case all
        /// The lists of these kinds, and the timeline of all kinds.
        case kinds(Set<Event.Kind>)
        /// The lists of these kinds only.
        case only(Set<Event.Kind>)
        /// The timeline of all kinds only.
        case timeline
    }

    /// What a parameter asks.
    enum Meaning: Sendable {
        /// A field's value passes a test.
        case filter(EventField, ValueForm)
        /// The actor is this one, and verified.
        case actor
        /// The address is this one, or lies in this network.
        case address
        /// The event is of one of these kinds.
        case kinds
        /// The event has these words.
        case search
        /// Not before this time.
        case from
        /// Not after this time.
        case to
        /// Not longer ago than this.
        case lastHours
        /// The order.
        case ordering
        /// How many events a page holds.
        case pageSize
        /// Which page, counted from 1.
        case page
        /// Where the page begins.
        case cursor
        /// Whose events.
        case tenant
    }

    /// The names it goes by; the first is the one to document.
    public let names: [String]
    /// A sentence for documentation.
    public let summary: String
    let scope: Scope
    let meaning: Meaning

    init(
        _ name: String,
        or other: String? = nil,
        scope: Scope = .all,
        _ meaning: Meaning,
        _ summary: String
    ) {
        self.names = [name] + (other.map { [$0] } ?? [])
        self.summary = summary
        self.scope = scope
        self.meaning = meaning
    }

    /// Whether the list of `kind` knows it; `nil` stands for the timeline of all kinds.
    public func exists(on kind: Event.Kind?) -> Bool {
        switch (self.scope, kind) {
        case (.all, _), (.timeline, nil), (.kinds, nil): true
        case (.kinds(let kinds), .some(let kind)), (.only(let kinds), .some(let kind)):
            kinds.contains(kind)
        case (.timeline, .some), (.only, nil): false
        }
    }
}
