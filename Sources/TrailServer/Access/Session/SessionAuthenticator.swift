internal import Hummingbird
internal import Trail

/// Knows who is signed in by the cookie of a session.
///
/// The session and its user are read for each request, so that one that was ended, and a user that
/// was disabled, are out at once.
struct SessionAuthenticator: Sendable {
    /// Where sessions are kept.
    let state: any StateStore
    /// Tells whether a session has ended.
    let clock: any WallClock
    /// Tells under which address clients reach the server.
    let address: ServerAddress

    /// After how long a use is written down again.
    private static let accuracy: Duration = .seconds(60)

    /// The cookie as the client of `request` has it.
    func cookie(
        of request: Request,
        in context: some RemoteAddressRequestContext
    ) -> SessionCookie {
        SessionCookie(isSecure: self.address.url(of: request, in: context)?.isSecure ?? false)
    }

    /// Who presents one of these secrets; `nil` where none of them is of a session that goes on.
    ///
    /// - Throws: ``Trail/TrailError`` where the store cannot be read.
    func signedIn(_ secrets: [SessionSecret]) async throws -> SignedInUser? {
        let now = self.clock.now()
        for secret in secrets {
            guard let found = try await self.state.session(hash: secret.hash),
                now < found.session.expiresAt, !found.user.isDisabled
            else { continue }
            if now.duration(since: found.session.lastSeenAt) >= Self.accuracy {
                // Whoever reads must not fail because nothing can be written.
                try? await self.state.noteUse(ofSession: found.session.hash, at: now)
            }
            return found
        }
        return nil
    }
}
