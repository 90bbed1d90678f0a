internal import HTTPTypes
public import Hummingbird
internal import Trail

/// Finds out who presents the bearer token of a request.
///
/// A request without one passes as it is; one whose token no authenticator accepts is answered
/// 401 at once, whatever it asks for. Schemes that no authenticator knows (a browser may send
/// `Basic` for a proxy's sake) are not looked at.
public struct BearerMiddleware<Context: PrincipalContext>: RouterMiddleware {
    private let authenticators: [(scheme: String, authenticator: any BearerAuthenticator)]
    private let isOwn: @Sendable (String) -> Bool

    /// A middleware that asks `authenticators` in order; the first that accepts decides.
    public init(_ authenticators: [any BearerAuthenticator]) {
        self.init(authenticators, only: { _ in true })
    }

    /// A middleware that looks at some tokens alone; others are for the app to judge.
    init(
        _ authenticators: [any BearerAuthenticator],
        only isOwn: @escaping @Sendable (String) -> Bool
    ) {
        self.authenticators = authenticators.map { ($0.scheme.lowercased(), $0) }
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
        guard let (scheme, token) = Self.credentials(of: request), self.isOwn(token) else {
            return try await next(request, context)
        }
        var isKnown = false
        for (own, authenticator) in self.authenticators where own == scheme {
            isKnown = true
            guard let principal = try await authenticator.principal(presenting: token) else {
                continue
            }
            CaptureScope.identify(principal.actor, tenant: principal.tenant)
            var context = context
            context.principal = principal
            return try await next(request, context)
        }
        guard !isKnown else { throw Problem.refusedToken }
        return try await next(request, context)
    }

    /// The scheme in lower case, and what follows it; two such fields make one token that nobody
    /// accepts.
    static func credentials(of request: Request) -> (scheme: String, token: String)? {
        guard let value = request.headers[.authorization] else { return nil }
        let scheme = value.utf8.prefix { $0 != UInt8(ascii: " ") }
        let token = value.utf8.dropFirst(scheme.count).drop { $0 == UInt8(ascii: " ") }
        guard let scheme = String(scheme), let token = String(token) else { return nil }
        return (scheme.lowercased(), token)
    }
}
