/// The secret by which a remote Trail knows who sends; it is never printed.
struct BearerToken: Sendable, Hashable {
    private let secret: String

    /// The token; `nil` for a text that no header field can carry.
    init?(_ secret: String) {
        guard !secret.isEmpty, secret.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        self.secret = secret
    }

    /// The value of the `Authorization` header field.
    var authorization: String { "Bearer " + self.secret }
}

extension BearerToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Three dots.
    var description: String { "…" }
    /// Three dots.
    var debugDescription: String { "…" }
    /// Nothing.
    var customMirror: Mirror { Mirror(self, children: []) }
}
