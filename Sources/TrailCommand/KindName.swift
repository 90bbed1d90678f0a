import Trail

/// Names of kinds of events on the command line: ours, and the class names of the seeds.
enum KindName {
    /// The kind called `name`: `login`, `LoginEvent`.
    ///
    /// - Throws: ``CommandFailure`` naming `option` for another word.
    static func kind(_ name: String, option: String) throws(CommandFailure) -> Event.Kind {
        let word = name.lowercased().replacing("event", with: "").replacing(
            "activity",
            with: "page"
        )
        guard let kind = Event.Kind(rawValue: word) else {
            throw CommandFailure(
                "\(option): one of \(Event.Kind.allCases.map(\.rawValue).joined(separator: ", ")) "
                    + "is expected, not '\(name)'"
            )
        }
        return kind
    }

    /// The kinds called `names`; every kind for none, and for `all`.
    ///
    /// - Throws: ``CommandFailure`` naming `option` for another word.
    static func kinds(_ names: [String], option: String) throws(CommandFailure) -> Set<Event.Kind> {
        var kinds: Set<Event.Kind> = []
        for name in names {
            guard name != "all" else { return Set(Event.Kind.allCases) }
            kinds.insert(try Self.kind(name, option: option))
        }
        return kinds.isEmpty ? Set(Event.Kind.allCases) : kinds
    }
}
