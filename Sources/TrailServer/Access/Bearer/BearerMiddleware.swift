public import Hummingbird
internal import Trail

/// Finds out who presents the bearer token of a request.
///
/// A request without one passes as it is; one whose token no authenticator accepts is answered
/// 401 at once, whatever it asks for. Schemes that no authenticator knows (a browser may send
/// `Basic` for a proxy's sake) are not looked at.
public struct BearerMiddleware<Context: PrincipalContext>: RouterMiddleware {
    private let authenticators: BearerAuthenticators
    private let isOwn: @Sendable (String) -> Bool

    /// A middleware that asks `authenticators` in order; the first that accepts decides.
    public init(_ authenticators: [any BearerAuthenticator]) {
        self.init(BearerAuthenticators(authenticators))
    }

    /// A middleware that looks at some tokens alone; others are for the app to judge.
    init(
        _ authenticators: BearerAuthenticators,
        only isOwn: @escaping @Sendable (String) -> Bool = { _ in true }
    ) {
        self.authenticators = authenticators
        self.isOwn = isOwn
    }

    /// Sets the principal of the context, and passes the request on.
    ///
    /// - Throws: ``Problem`` 401.
    @concurrent public func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let (scheme, token) = request.credentials, self.isOwn(token),
            self.authenticators.know(scheme)
        else { return try await next(request, context) }
        let found = try await self.authenticators.principal(presenting: token, scheme: scheme)
        guard let principal = found else { throw Problem.refusedToken }
        CaptureScope.identify(principal.actor, tenant: principal.tenant)
        var context = context
        context.principal = principal
        return try await next(request, context)
    }
}
