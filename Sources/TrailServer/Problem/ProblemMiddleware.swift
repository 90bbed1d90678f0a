public import Hummingbird
internal import Logging
internal import Trail

/// Turns everything that is thrown below it, a path that nobody serves included, into a
/// ``Problem``.
///
/// Stands first in the chain. What the response cannot say, for it is the server's own fault, is
/// logged with the kind of the error and, for a ``Trail/TrailError``, its message; never with the
/// text of an unknown error, which may hold payload.
public struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    /// A middleware.
    public init() {}

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
        let response = problem.response
        return request.method == .head ? response.createHeadResponse() : response
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
