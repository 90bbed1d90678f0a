internal import Trail

extension EventColumn {
    /// On the timeline of all kinds: what the event is about, whatever its kind.
    static let about = Self("About") { event, cells in
        switch event.event.header.kind {
        case .page: .code(event.text("path"))
        case .request, .cors:
            .code(
                [event.text("method"), event.text("url")].compactMap(\.self)
                    .joined(separator: " ")
            )
        case .login: .text(event.text("username"))
        case .system: .text(event.text("message"))
        case .action, .crud: cells.object(event)
        }
    }

    /// The fields that changed.
    static let fields = Self("Fields") { event, _ in
        guard case .object(let changes) = event["changed_fields"] else { return .text(nil) }
        let names = changes.keys.sorted()
        let shown = names.prefix(4).joined(separator: ", ")
        return .text(names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown)
    }

    /// What sort of login it was.
    static let login = Self("Login") { event, _ in .text(event.text("login_type_display")) }

    /// The status of a response.
    static let status = Self("Status") { event, _ in
        guard let status = event.number("response_status") else { return .text(nil) }
        return switch status {
        case 500...: .badge(Badge("\(status)", .bad, icon: "cross"))
        case 400...: .badge(Badge("\(status)", .warning, icon: "barred"))
        default: .badge(Badge("\(status)", .plain))
        }
    }

    /// How long an exchange took.
    static let duration = Self("Duration", isNumber: true) { event, _ in
        .quantity(
            event.milliseconds.map { milliseconds in
                // A row that somebody altered may hold any number, and is shown all the same.
                let microseconds = Int64(exactly: (milliseconds * 1_000).rounded()) ?? .max
                return NumberText.duration(microseconds: microseconds)
            }
        )
    }

    /// Whether a call from another origin was allowed.
    static let allowed = Self("Allowed") { event, _ in
        switch event["allowed"] {
        case true: .badge(Badge("allowed", .good, icon: "check"))
        case false: .badge(Badge("refused", .warning, icon: "barred"))
        default: .text(nil)
        }
    }

    /// How grave it is.
    static let severity = Self("Severity") { event, _ in
        guard let text = event.text("severity") else { return .text(nil) }
        return switch text {
        case "CRITICAL": .badge(Badge(text, .bad, icon: "suspect"))
        case "ERROR": .badge(Badge(text, .bad, icon: "cross"))
        case "WARNING": .badge(Badge(text, .warning, icon: "suspect"))
        default: .badge(Badge(text, .plain))
        }
    }
}

extension FlatEvent {
    /// How many milliseconds an exchange took.
    var milliseconds: Double? {
        switch self["response_time_ms"] {
        case .integer(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }
}
