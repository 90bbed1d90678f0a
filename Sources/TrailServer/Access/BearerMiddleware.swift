internal import HTTPTypes
public import Hummingbird

/// Finds out who presents the bearer token of a request.
///
/// A request without one passes as it is; one whose token no authenticator accepts is answered
/// 401 at once, whatever it asks for. Other schemes (a browser may send `Basic` for a proxy's
/// sake) are not looked at.
public struct BearerMiddleware<Context: PrincipalContext>: RouterMiddleware {
    private let authenticators: [any BearerAuthenticator]

    /// A middleware that asks `authenticators` in order; the first that accepts decides.
    public init(_ authenticators: [any BearerAuthenticator]) {
        self.authenticators = authenticators
    }

    /// Sets the principal of the context, and passes the request on.
    ///
    /// - Throws: ``Problem`` 401.
    @concurrent public func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let token = Self.token(of: request) else { return try await next(request, context) }
        for authenticator in self.authenticators {
            guard let principal = try await authenticator.principal(presenting: token) else {
                continue
            }
            var context = context
            context.principal = principal
            return try await next(request, context)
        }
        throw Problem.refusedToken
    }

    /// What follows the scheme `Bearer`; two such fields make one token that nobody accepts.
    private static func token(of request: Request) -> String? {
        guard let value = request.headers[.authorization] else { return nil }
        let scheme = value.utf8.prefix { $0 != UInt8(ascii: " ") }
        guard scheme.count == 6, String(scheme)?.lowercased() == "bearer" else { return nil }
        let token = value.utf8.dropFirst(scheme.count).drop { $0 == UInt8(ascii: " ") }
        return String(token)
    }
}
