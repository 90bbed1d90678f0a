internal import Trail

/// A word of a fixed set, told apart by colour, sign and text.
struct Badge: Sendable, Hashable {
    /// The colour.
    enum Tone: String, Sendable, Hashable {
        case plain, good, warning, bad, accent
    }

    let text: String
    let tone: Tone
    /// The icon before the text; `nil` for none.
    let icon: String?

    init(_ text: String, _ tone: Tone = .plain, icon: String? = nil) {
        self.text = text
        self.tone = tone
        self.icon = icon
    }

    /// How an event ended.
    init(_ outcome: Event.Outcome) {
        switch outcome {
        case .success: self.init("success", .good, icon: "check")
        case .denied: self.init("denied", .warning, icon: "barred")
        case .failure: self.init("failure", .bad, icon: "cross")
        }
    }

    /// A kind of events.
    init(_ kind: Event.Kind) {
        self.init(kind.rawValue, .plain, icon: kind.rawValue)
    }
}
