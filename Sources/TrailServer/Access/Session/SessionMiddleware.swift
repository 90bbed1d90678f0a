internal import HTTPTypes
public import Hummingbird
internal import Trail

/// Finds out who is signed in by the cookie of a session.
///
/// It stands behind whatever knows bearer tokens. A request without the cookie passes as it is, as
/// does one whose session has ended, which is nobody's. Where a bearer token was accepted as well,
/// that one says who asks, and a session that has ended is answered 401: what is presented must be
/// good. What changes something is refused from pages of other origins (403).
public struct SessionMiddleware<Context: PrincipalContext>: RouterMiddleware {
    private let sessions: SessionAuthenticator
    private let origins: OwnOrigin

    /// A middleware that knows the sessions of `backend`.
    public init(_ backend: TrailBackend, _ configuration: TrailServerConfiguration) {
        self.sessions = SessionAuthenticator(backend, configuration)
        self.origins = OwnOrigin(configuration)
    }

    /// Sets the principal of the context, and passes the request on.
    ///
    /// - Throws: ``Problem`` 401 or 403.
    @concurrent public func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.headers.contains(.cookie) else { return try await next(request, context) }
        let cookie = self.sessions.cookie(of: request, in: context)
        guard let secrets = cookie.secrets(of: request) else {
            return try await next(request, context)
        }
        guard let signedIn = try await self.sessions.signedIn(secrets) else {
            guard context.principal == nil else {
                // So that the next attempt is not refused as well.
                throw Problem.endedSession(cookie)
            }
            return try await next(request, context)
        }
        guard context.principal == nil else { return try await next(request, context) }
        if !request.method.isSafe { try self.origins.check(request, context) }
        let principal = Principal(signedIn)
        CaptureScope.identify(principal.actor, tenant: principal.tenant)
        var context = context
        context.principal = principal
        return try await next(request, context)
    }
}

extension SessionAuthenticator {
    init(_ backend: TrailBackend, _ configuration: TrailServerConfiguration) {
        self.init(
            state: backend.state,
            clock: backend.clock,
            address: ServerAddress(configuration)
        )
    }
}

extension HTTPRequest.Method {
    /// Whether requests of this method change nothing.
    var isSafe: Bool { [.get, .head, .options, .trace].contains(self) }
}

extension Problem {
    fileprivate static func endedSession(_ cookie: SessionCookie) -> Self {
        Self(
            .unauthenticated,
            "The session has ended.",
            headers: [.wwwAuthenticate: "Bearer realm=\"trail\"", .setCookie: cookie.removal]
        )
    }
}
