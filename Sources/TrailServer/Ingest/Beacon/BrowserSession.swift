internal import Crypto
internal import Trail

/// A browser's session: a random id that tells visitors and devices apart.
///
/// The cookie holds the id, the time it was made and a tag under the server's key, so nothing has
/// to be stored and a value that the server did not make is no session. The record holds the id
/// alone: whoever reads the log cannot take a session over.
public struct BrowserSession: Sendable, Hashable {
    /// The id that events carry: 16 random bytes in base64url.
    public let id: String
    /// When it was made, in seconds since 1970.
    public let madeAt: Int64
}

/// Makes and recognises the cookies of browser sessions.
public struct BrowserSessions: Sendable {
    /// The cookie's name.
    public static let cookieName = "trail_session"
    /// How long a session without a configured age is recognised; browsers keep "until closed"
    /// cookies much longer than their users think.
    public static let longestLife: Duration = .seconds(30 * 24 * 3_600)

    private let key: SymmetricKey
    private let maximumAge: Duration?

    /// Sessions under a key.
    ///
    /// - Parameters:
    ///   - key: At least 32 secret bytes; another key makes every cookie a stranger's.
    ///   - maximumAge: The cookie's age; `nil` for a cookie that ends with the browser.
    public init(key: [UInt8], maximumAge: Duration?) {
        self.key = SymmetricKey(data: key)
        self.maximumAge = maximumAge
    }

    /// The session of a cookie's value; `nil` for anything this server did not make, and for what
    /// is older than a session may be.
    public func session(from value: some StringProtocol, now: Int64) -> BrowserSession? {
        guard value.utf8.count == Self.valueLength, let bytes = Base64URL.decode(value),
            HMAC<SHA256>.isValidAuthenticationCode(
                bytes[Self.contentLength...],
                authenticating: Self.purpose + bytes[..<Self.contentLength],
                using: self.key,
                prefix: Self.tagLength
            )
        else { return nil }
        let madeAt = bytes[Self.idLength..<Self.contentLength].reduce(0) { $0 << 8 | Int64($1) }
        let age = (self.maximumAge ?? Self.longestLife).components.seconds
        guard now - madeAt < age else { return nil }
        return BrowserSession(id: Base64URL.encode(bytes[..<Self.idLength]), madeAt: madeAt)
    }

    /// A new session and the `Set-Cookie` that gives it to the browser.
    ///
    /// - Parameters:
    ///   - now: The time, in seconds since 1970.
    ///   - isSecure: Whether the browser came through TLS, so that the cookie is `Secure`.
    /// - Returns: The session, and the value of the header field.
    public func make(
        now: Int64,
        isSecure: Bool
    ) -> (session: BrowserSession, setCookie: String) {
        var content = SymmetricKey(size: .bits128).withUnsafeBytes { [UInt8]($0) }
        let session = BrowserSession(id: Base64URL.encode(content), madeAt: now)
        withUnsafeBytes(of: now.bigEndian) { content.append(contentsOf: $0) }
        let tag = HMAC<SHA256>.authenticationCode(for: Self.purpose + content, using: self.key)
        let value = Base64URL.encode(content + tag.prefix(Self.tagLength))
        return (session, self.setCookie(value, isSecure: isSecure))
    }

    private func setCookie(_ value: String, isSecure: Bool) -> String {
        var cookie = "\(Self.cookieName)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if isSecure { cookie += "; Secure" }
        if let age = self.maximumAge { cookie += "; Max-Age=\(age.components.seconds)" }
        return cookie
    }

    private static let purpose = Array("trail/browser-session/v1\0".utf8)
    private static let idLength = 16
    private static let contentLength = 24
    private static let tagLength = 16
    private static let valueLength = 54
}

extension HMAC<SHA256> {
    /// Whether `tag` is the first bytes of the code of `message`; takes as long for a wrong one.
    fileprivate static func isValidAuthenticationCode(
        _ tag: ArraySlice<UInt8>,
        authenticating message: [UInt8],
        using key: SymmetricKey,
        prefix length: Int
    ) -> Bool {
        guard tag.count == length else { return false }
        let code = Self.authenticationCode(for: message, using: key)
        return zip(code, tag).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
