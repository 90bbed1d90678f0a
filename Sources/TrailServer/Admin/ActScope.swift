internal import Hummingbird
internal import Trail

/// Lets what is recorded of an act of administration know where it came from.
///
/// A scope that is open already knows that.
struct ActScope<Context: PrincipalContext>: RouterMiddleware {
    /// Says where a request comes from.
    let client: ClientReader

    @concurrent func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard CaptureScope.current == nil, !request.method.isSafe else {
            return try await next(request, context)
        }
        let scope = CaptureScope(
            tenant: context.principal?.tenant,
            actor: context.principal?.actor,
            context: self.client.context(of: request, in: context)
        )
        return try await CaptureScope.$current.withValue(scope.identifiable()) {
            try await next(request, context)
        }
    }
}
