public import Hummingbird
internal import Logging
internal import NIOCore
public import Trail
internal import TrailHummingbird

/// Turns everything that is thrown below it, a path that nobody serves included, into a
/// ``Problem``.
///
/// Stands first in the chain. What the response cannot say, for it is the server's own fault, is
/// logged with the kind of the error and, for a ``Trail/TrailError``, its message; never with the
/// text of an unknown error, which may hold payload. An error that nobody meant to be an answer is
/// a `system` event besides, `http.unhandled_error`: within the rate of the capture, and never for
/// a recorder or store that is overloaded or away, which tells of that itself.
public struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    private let errors: LogCapture?
    private let client: (any RequestContextReader)?

    /// A middleware.
    ///
    /// - Parameters:
    ///   - errors: Records errors that nobody expected; absent for none.
    ///   - client: Says where a request came from, for those events.
    public init(errors: LogCapture? = nil, client: (any RequestContextReader)? = nil) {
        self.errors = errors
        self.client = client
    }

    /// Passes the request on, and answers for what goes wrong.
    @concurrent public func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as CancellationError {
            throw error
        } catch {
            return self.answer(error, to: request, context)
        }
    }

    private func answer(_ error: any Error, to request: Request, _ context: Context) -> Response {
        var problem = Problem(thrown: error)
        if problem.kind == .notFound, !KnownMethods.all.contains(request.method) {
            problem = Problem(.unknownMethod)
        }
        if problem.kind.status.code >= 500 { Self.log(error, as: problem, context) }
        if problem.kind == .failure { self.record(error, problem.kind, request, context) }
        let response = problem.response
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func record(
        _ error: any Error,
        _ kind: Problem.Kind,
        _ request: Request,
        _ context: Context
    ) {
        self.errors?.take(self.draft(error, kind, request, context))
    }

    private func draft(
        _ error: any Error,
        _ kind: Problem.Kind,
        _ request: Request,
        _ context: Context
    ) -> Event.Draft {
        var draft = UnhandledError(
            error,
            status: kind.status.code,
            method: request.method.rawValue,
            path: request.uri.path,
            route: context.endpointPath
        ).draft
        // Within the scope of an activity middleware the recorder knows this, and more.
        guard CaptureScope.current == nil else { return draft }
        let peer = (context as? any RemoteAddressRequestContext)?.remoteAddress?.ipAddress
        if let client = self.client {
            draft.context = client.context(of: request.headers, peer: peer)
        }
        draft.context.requestID = context.logger[metadataKey: "hb.request.id"].map { "\($0)" }
        return draft
    }

    private static func log(_ error: any Error, as problem: Problem, _ context: Context) {
        var metadata: Logger.Metadata = [
            "trail.problem": "\(problem.kind.name)",
            "trail.error": "\(type(of: error))",
        ]
        if let error = error as? TrailError {
            metadata["trail.message"] = "\(error.message)"
        }
        // Overload and a store that is away are the recorder's to tell, once and not per request.
        let level: Logger.Level = problem.kind == .failure ? .error : .debug
        context.logger.log(level: level, "request failed", metadata: metadata)
    }
}
