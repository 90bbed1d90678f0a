/// Keeps who is signed in.
public protocol SessionStore: Sendable {
    /// Begins a session, unless the user has changed since it was read or is disabled.
    ///
    /// Keeps the time as the user's last sign-in, and the hash of the password as it is in `user`:
    /// it may have been made anew. Sessions that have ended go, and the oldest of the user beyond
    /// ``UserSession/mostOfOneUser``.
    /// - Returns: Whether the session began.
    func begin(_ session: UserSession, of user: UserAccount) async throws -> Bool

    /// The session whose secret has this SHA-256, with its user as it is now; `nil` where there
    /// is none. Whether it has ended and whether the user is disabled is the caller's to see.
    func session(hash: [UInt8]) async throws -> SignedInUser?

    /// Keeps when a session was used last; nothing where there is no such session.
    func noteUse(ofSession hash: [UInt8], at time: Timestamp) async throws

    /// Ends a session.
    ///
    /// - Returns: Whether there was one.
    func endSession(hash: [UInt8]) async throws -> Bool

    /// The sessions of a user, the newest first.
    func sessions(ofUser name: String) async throws -> [UserSession]
}

/// A session and whose it is.
public struct SignedInUser: Sendable, Hashable {
    /// The session.
    public var session: UserSession
    /// The user as it is now.
    public var user: UserAccount

    /// A session of a user.
    public init(session: UserSession, user: UserAccount) {
        self.session = session
        self.user = user
    }
}

extension UserSession {
    /// The most sessions of one user at a time.
    public static let mostOfOneUser = 100
}
