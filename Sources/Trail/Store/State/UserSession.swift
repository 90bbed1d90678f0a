/// The time for which a browser is signed in, as stored: its secret is not in it.
public struct UserSession: Sendable, Hashable {
    /// The SHA-256 of the secret in the browser's cookie.
    public var hash: [UInt8]
    /// The name of the user.
    public var user: String
    /// When it began.
    public var createdAt: Timestamp
    /// When it was used last, within a minute.
    public var lastSeenAt: Timestamp
    /// When it ends.
    public var expiresAt: Timestamp
    /// The address from which it began.
    public var ip: String?
    /// The user agent with which it began.
    public var userAgent: String?

    /// A session that begins.
    public init(
        hash: [UInt8],
        user: String,
        createdAt: Timestamp,
        expiresAt: Timestamp,
        ip: String? = nil,
        userAgent: String? = nil
    ) {
        self.hash = hash
        self.user = user
        self.createdAt = createdAt
        self.lastSeenAt = createdAt
        self.expiresAt = expiresAt
        self.ip = ip
        self.userAgent = userAgent
    }

    /// The id that events carry; nobody can take the session over who knows it.
    public var id: String { Base64URL.encode(self.hash.prefix(16)) }
}
