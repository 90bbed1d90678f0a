public import Hummingbird
internal import Logging
public import Trail

/// Tells the running exchange who acts, once sign-in has put it into the context.
///
/// It stands behind the app's own authentication:
/// ```swift
/// router.add(middleware: ActivityMiddleware(recorder: recorder))
/// router.add(middleware: SessionAuthenticator())
/// router.add(middleware: ActorMiddleware { _, context in
///     context.identity.map { Event.Actor(type: .user, id: $0.id, isVerified: true) }
/// })
/// ```
/// From there on everything recorded within the request knows the actor, and so does the event of
/// the request itself. Where actors must exist (`capture.actor-must-exist`) the app is asked as its
/// ``ActivityMiddleware`` was told to.
public struct ActorMiddleware<Context: RequestContext>: RouterMiddleware {
    /// Finds out who acts from the request and its context: an `Event.Actor` or, where there are
    /// several tenants, a `CaptureIdentity`; `nil` for nobody known.
    public typealias Identify =
        @Sendable (Request, Context) async throws -> (any CaptureIdentifying)?

    private let identify: Identify

    /// A middleware that asks `identify`; nobody, or an error, changes nothing.
    public init(_ identify: @escaping Identify) {
        self.identify = identify
    }

    /// Says who acts, and passes the request on.
    @concurrent public func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            if let found = try await self.identify(request, context) {
                await CaptureScope.identify(found.captureIdentity)
            }
        } catch {
            context.logger.debug(
                "who acts could not be found out",
                metadata: ["trail.error": "\(type(of: error))"]
            )
        }
        return try await next(request, context)
    }
}
