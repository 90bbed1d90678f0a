internal import Crypto
internal import Trail

/// The secret of a session: 32 random bytes in base64url, which only the browser's cookie holds.
///
/// Only its SHA-256 is stored, and only that is looked for, so no comparison tells anything of it.
struct SessionSecret: Sendable {
    /// The text in the cookie.
    let text: String

    private static let length = 43

    /// A secret as presented; `nil` for a text that cannot be one, for which no store is asked.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.length, Base64URL.decode(text) != nil else { return nil }
        self.text = String(text)
    }

    private init(bytes: [UInt8]) {
        self.text = Base64URL.encode(bytes)
    }

    /// A new secret.
    static func random() -> Self {
        Self(bytes: SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) })
    }

    /// The SHA-256 of the text, by which the session is stored and found.
    var hash: [UInt8] { Array(SHA256.hash(data: Array(self.text.utf8))) }
}
