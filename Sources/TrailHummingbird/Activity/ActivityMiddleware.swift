internal import HTTPTypes
public import Hummingbird
internal import Logging
public import Trail

/// Records each HTTP exchange, and lets everything recorded within it know who acts and from
/// where.
///
/// It stands first in the chain:
/// ```swift
/// router.add(middleware: ActivityMiddleware(recorder: recorder))
/// ```
/// A `request` event is recorded once for each exchange, when its last byte has been written, with
/// its route, status, duration and sizes; a `cors` event besides where a page of another origin
/// calls; a `system` event where an error came out of the chain that is no response.
///
/// Nothing here changes a response: a store that fails, an identity that cannot be found and a
/// client that went away are the log's own affair. Only with `recording.strict` a request fails
/// whose event cannot be recorded.
///
/// Statuses are those of the responses, except: 499 for an exchange whose client went away before
/// it had all of the response (a stream of events excepted, which ends no other way), and 500 for
/// one whose body failed on the way. The metadata then says `sent_status`.
public struct ActivityMiddleware<Context: RequestContext>: RouterMiddleware {
    /// Finds out who acts from the request and its context: an `Event.Actor` or, where there are
    /// several tenants, a `CaptureIdentity`; `nil` for nobody known.
    public typealias Identify =
        @Sendable (Request, Context) async throws -> (any CaptureIdentifying)?

    private let tracker: ActivityTracker<Context>
    private let identify: Identify?

    /// A middleware.
    ///
    /// - Parameters:
    ///   - recorder: Records the events; it must be running as a service of the app.
    ///   - configuration: What is captured; what the recorder's own configuration says when absent.
    ///   - reader: Says where a request comes from. The context must be a
    ///     `RemoteAddressRequestContext` for any address to be known.
    ///   - identify: Says who acts, as far as the request alone tells; what it throws counts as
    ///     nobody. Sign-in that stands behind this middleware says so itself, by
    ///     ``ActorMiddleware`` or ``Trail/CaptureScope/identify(_:tenant:)``.
    ///   - actorExists: Says whether the app knows a user. It is asked about whoever `identify` or
    ///     an ``ActorMiddleware`` finds if the recorder's configuration says that actors must exist
    ///     (`capture.actor-must-exist`); without it nobody is known, and everybody is a claim.
    public init(
        recorder: EventRecorder,
        configuration: ActivityConfiguration? = nil,
        reader: any RequestContextReader = ClientReader(),
        identify: Identify? = nil,
        actorExists: CaptureScope.ActorExists? = nil
    ) {
        let capturing = recorder.capturing
        let nobodyExists: CaptureScope.ActorExists = { _ in false }
        self.tracker = ActivityTracker(
            recorder: recorder,
            configuration: configuration ?? ActivityConfiguration(capturing),
            reader: reader,
            actorExists: capturing.actorMustExist ? actorExists ?? nobodyExists : nil
        )
        self.identify = identify
    }

    /// Passes the request on within a scope of its own, and records how it ended.
    @concurrent public func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var request = request
        let exchange = self.tracker.begin(&request, context)
        let response: Response
        do {
            response = try await CaptureScope.$current.withValue(exchange.scope) { [request] in
                await self.findActor(request, context)
                return try await next(request, context)
            }
        } catch {
            throw await self.tracker.fail(exchange, error, request, context)
        }
        return try await self.tracker.finish(exchange, response, context)
    }

    private func findActor(_ request: Request, _ context: Context) async {
        guard let identify = self.identify else { return }
        do {
            guard let found = try await identify(request, context) else { return }
            await CaptureScope.identify(found.captureIdentity)
        } catch {
            context.logger.debug(
                "who acts could not be found out",
                metadata: ["trail.error": "\(type(of: error))"]
            )
        }
    }
}
