import Hummingbird
import TrailServer

/// The sign-in of an app that mounts the routes.
struct OwnSignIn: RouterMiddleware {
    let principal: Principal?

    @concurrent func handle(
        _ request: Request,
        context: TrailRequestContext,
        next: @concurrent (Request, TrailRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.principal = self.principal
        return try await next(request, context)
    }
}
