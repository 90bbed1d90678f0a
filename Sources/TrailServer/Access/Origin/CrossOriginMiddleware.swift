internal import HTTPTypes
public import Hummingbird
public import Trail

/// Answers browsers that ask whether a page of another origin may call (CORS).
///
/// Stands before ``ProblemMiddleware``, so that such a page can read problems as well.
public struct CrossOriginMiddleware<Context: RemoteAddressRequestContext>: RouterMiddleware {
    /// How many seconds a browser may remember the answer.
    static var maximumAge: String { "600" }

    private let allowed: AllowedOrigins
    private let address: ServerAddress

    /// A middleware.
    ///
    /// - Parameters:
    ///   - allowed: The origins that may call.
    ///   - publicURL: The server's own address; what trusted proxies say of a request, else its
    ///     `Host`, where there is none.
    ///   - client: Which proxies are trusted.
    public init(
        _ allowed: AllowedOrigins,
        publicURL: PublicURL?,
        client: ClientReader = ClientReader()
    ) {
        self.allowed = allowed
        self.address = ServerAddress(publicURL: publicURL, client: client)
    }

    /// Answers preflights, and marks the answers to calls from allowed origins.
    @concurrent public func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let asked = RequestOrigin(of: request, in: context, self.address)
        guard case .foreign(let origin) = asked else {
            return Self.varying(try await next(request, context))
        }
        let isPreflight =
            request.method == .options && request.headers.contains(.accessControlRequestMethod)
        guard self.allowed.allows(origin) else {
            guard isPreflight else { return Self.varying(try await next(request, context)) }
            return Problem(.forbidden, "Pages of this origin may not call this server.").response
        }
        var response = isPreflight ? Self.preflight() : try await next(request, context)
        self.mark(&response, for: origin)
        return response
    }

    private static func preflight() -> Response {
        Response(
            status: .noContent,
            headers: [
                .accessControlAllowMethods: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
                .accessControlAllowHeaders: "authorization, content-type, if-none-match, prefer",
                .accessControlMaxAge: Self.maximumAge,
            ]
        )
    }

    /// A response that caches must not give to pages of another origin than asked for it.
    private static func varying(_ response: Response) -> Response {
        var response = response
        response.headers.append(HTTPField(name: .vary, value: "Origin"))
        return response
    }

    private func mark(_ response: inout Response, for origin: String) {
        if self.allowed.trusts(origin) {
            response.headers[.accessControlAllowOrigin] = origin
            response.headers[.accessControlAllowCredentials] = "true"
        } else {
            response.headers[.accessControlAllowOrigin] = "*"
        }
        response.headers[.accessControlExposeHeaders] =
            "content-disposition, etag, link, retry-after"
        response = Self.varying(response)
    }
}
