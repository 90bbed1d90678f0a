internal import Hummingbird
internal import Trail

/// What a page is to say first after a form has led to it, such as that a policy was deleted.
///
/// It travels in a cookie of the browser and is shown once. Nothing is believed of it but its text,
/// and that is escaped.
struct PageNote: Sendable, Hashable {
    /// How it is meant.
    enum Tone: String, Sendable, Hashable {
        case success, warning
    }

    /// How it is meant.
    let tone: Tone
    /// A sentence.
    let text: String

    /// The most bytes of a text that is carried along.
    private static let mostBytes = 600

    /// A note that something was done.
    static func success(_ text: String) -> Self { Self(tone: .success, text: text) }

    /// A note that something is to be looked at.
    static func warning(_ text: String) -> Self { Self(tone: .warning, text: text) }

    /// The note of a request; `nil` where there is none.
    init?(of request: Request) {
        guard let value = request.cookies(named: "trail_note").first,
            value.utf8.count <= 2 * Self.mostBytes,
            let bytes = Base64URL.decode(value),
            let text = String(validating: bytes, as: UTF8.self),
            let space = text.firstIndex(of: " "),
            let tone = Tone(rawValue: String(text[..<space]))
        else { return nil }
        self.init(tone: tone, text: String(text[text.index(after: space)...]))
    }

    private init(tone: Tone, text: String) {
        self.tone = tone
        self.text = text
    }

    /// The value of the `Set-Cookie` that keeps it until the next page.
    func cookie(isSecure: Bool) -> String {
        let text = String(decoding: self.text.utf8.prefix(Self.mostBytes), as: UTF8.self)
        return Self.cookie(Base64URL.encode("\(self.tone.rawValue) \(text)".utf8), 60, isSecure)
    }

    /// The value of the `Set-Cookie` that takes it away.
    static func removal(isSecure: Bool) -> String { Self.cookie("", 0, isSecure) }

    private static func cookie(_ value: String, _ age: Int, _ isSecure: Bool) -> String {
        "trail_note=\(value); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(age)"
            + (isSecure ? "; Secure" : "")
    }
}
