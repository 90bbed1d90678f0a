internal import Hummingbird
internal import Trail

/// Finds out anew who stands behind a request, for answers that take long.
struct CredentialCheck: Sendable {
    /// Who knows bearer tokens.
    let authenticators: BearerAuthenticators
    /// Who knows sessions; `nil` where there are none of Trail's.
    let sessions: SessionAuthenticator?

    /// Who presents the credentials of `request`; `nil` for nobody that is known here.
    ///
    /// - Throws: ``Trail/TrailError`` where it cannot be found out at the moment.
    func principal(
        of request: Request,
        in context: some RemoteAddressRequestContext
    ) async throws -> Principal? {
        if let (scheme, token) = request.credentials {
            return try await self.authenticators.principal(presenting: token, scheme: scheme)
        }
        guard let sessions,
            let secrets = sessions.cookie(of: request, in: context)
                .secrets(of: request)
        else { return nil }
        return try await sessions.signedIn(secrets).map { Principal($0) }
    }
}

/// Looks now and then whether whoever listens is still who it was, and may still do what it might.
struct PrincipalWatch: Sendable {
    /// Finds out who it is; `nil` where nobody here can.
    typealias Look = @Sendable () async throws -> Principal?

    /// How often nobody may be found out before the stream ends.
    private static let patience = 3

    /// Who began to listen.
    let principal: Principal
    private let look: Look?
    private let interval: Duration
    private var next: ContinuousClock.Instant
    private var failures = 0

    /// A watch over `principal`, whom `look` is to find again.
    ///
    /// Where it does not find it even now somebody else has signed it in, and then the stream has
    /// an end from the beginning. Where nobody can say, it looks again.
    init(
        _ principal: Principal,
        _ configuration: TrailServerConfiguration.Streaming,
        look: @escaping Look
    ) async {
        self.principal = principal
        let isOurs: Bool
        do {
            isOurs = try await look() == principal
        } catch {
            // Whoever is revoked must not hear on because the store was away for a moment.
            isOurs = true
        }
        self.look = isOurs ? look : nil
        self.interval = isOurs ? configuration.recheck : configuration.foreignLife
        self.next = ContinuousClock.now + self.interval
    }

    /// Whether the stream may go on.
    ///
    /// Anything that has changed ends it: the client comes back, and is judged anew. A store that
    /// cannot say is asked again twice.
    mutating func mayGoOn() async -> Bool {
        let now = ContinuousClock.now
        guard now >= self.next else { return true }
        guard let look else { return false }
        self.next = now + self.interval
        do {
            let found = try await look()
            self.failures = 0
            return found == self.principal
        } catch {
            self.failures += 1
            return self.failures < Self.patience
        }
    }
}
