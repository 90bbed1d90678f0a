internal import HTTPTypes
public import Hummingbird
public import Trail

/// Records what actors do through the routes it is attached to, as `action` events.
///
/// ```swift
/// router.group("articles")
///     .add(middleware: ActionMiddleware(
///         recorder: recorder,
///         target: .parameter("id", type: "article")
///     ))
///     .delete(":id") { … }
/// ```
/// GET and HEAD are Read, POST Create, PUT and PATCH Update, DELETE Delete; other methods are not
/// recorded. The action has failed when the response's status is 400 or more, or when the handler
/// throws. Target, computed message and metadata are made before the handler runs, and what they
/// throw concerns nobody. Where actions of nobody are not recorded they are made as soon as
/// somebody is known: after the handler if it is what signs in, and then without metadata. Actor
/// and address come from the ``ActivityMiddleware`` that stands first.
public struct ActionMiddleware<Context: RequestContext>: RouterMiddleware {
    private let recorder: EventRecorder
    private let configuration: ActionConfiguration
    /// Whether the recorder takes actions at all.
    private let isCaptured: Bool
    private let target: ActionTarget<Context>?
    private let message: ActionMessage<Context>
    private let metadata: ActionMetadata<Context>?

    /// A middleware.
    ///
    /// - Parameters:
    ///   - recorder: Records the actions.
    ///   - configuration: Whether they are recorded, and whose; what the recorder's own
    ///     configuration says when absent.
    ///   - target: Finds what an action is about.
    ///   - message: What people are to read.
    ///   - metadata: What else is kept.
    public init(
        recorder: EventRecorder,
        configuration: ActionConfiguration? = nil,
        target: ActionTarget<Context>? = nil,
        message: ActionMessage<Context> = .standard,
        metadata: ActionMetadata<Context>? = nil
    ) {
        self.recorder = recorder
        self.isCaptured = recorder.capturing.kinds.contains(.action)
        self.configuration = configuration ?? recorder.capturing.actions
        self.target = target
        self.message = message
        self.metadata = metadata
    }

    /// Passes the request on, and records what came of it.
    ///
    /// - Throws: What the handler throws; else only where recording is `strict`.
    @concurrent public func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard self.isCaptured, self.configuration.isEnabled,
            let type = Self.type(of: request.method)
        else { return try await next(request, context) }
        var request = request
        let action = RunningAction()
        var metadata: CanonicalJSON?
        if self.isWanted {
            await self.prepare(action, request, context)
            metadata = await self.metadata?.value(of: &request, context)
        }
        let response: Response
        do {
            response = try await RunningAction.$current.withValue(action) { [request] in
                try await next(request, context)
            }
        } catch {
            let status = (error as? any HTTPResponseError)?.status ?? .internalServerError
            // The request fails already, by an error that says more.
            try? await self.capture(type, status, action, metadata, request, context)
            throw error
        }
        try await self.capture(type, response.status, action, metadata, request, context)
        return response
    }

    /// Whether an action of whoever is known to act would be recorded.
    private var isWanted: Bool {
        guard !self.configuration.recordsAnonymous else { return true }
        return CaptureScope.current?.actor.map { $0.type != .anonymous } ?? false
    }

    /// Finds what can be said of an action, as far as nobody has said it.
    private func prepare(
        _ action: RunningAction,
        _ request: Request,
        _ context: Context
    ) async {
        action.prepare(
            target: await self.target?.target(of: request, context),
            remarks: await self.message.text(for: request, context)
        )
    }

    private static func type(of method: HTTPRequest.Method) -> ActionDetail.ActionType? {
        switch method {
        case .get, .head: .read
        case .post: .create
        case .put, .patch: .update
        case .delete: .delete
        default: nil
        }
    }

    private func draft(
        _ type: ActionDetail.ActionType,
        _ status: HTTPResponse.Status,
        _ action: RunningAction,
        _ metadata: CanonicalJSON?,
        _ request: Request,
        _ context: Context
    ) -> Event.Draft {
        let actor = CaptureScope.current?.actor
        let remarks =
            action.remarks
            ?? self.message.standardText(
                type,
                actor,
                path: request.uri.path,
                route: context.endpointPath
            )
        var draft = Event.Draft(
            .action(
                ActionDetail(
                    type,
                    status: status.code < 400 ? .success : .failed,
                    remarks: remarks?.kept(within: EventLimits().text)
                )
            ),
            actor: actor,
            targets: action.target.map { [$0] } ?? [],
            metadata: metadata
        )
        if status == .unauthorized || status == .forbidden { draft.outcome = .denied }
        return draft
    }

    private func capture(
        _ type: ActionDetail.ActionType,
        _ status: HTTPResponse.Status,
        _ action: RunningAction,
        _ metadata: CanonicalJSON?,
        _ request: Request,
        _ context: Context
    ) async throws {
        guard self.isWanted else { return }
        if !action.isPrepared { await self.prepare(action, request, context) }
        try await self.recorder.capture(
            self.draft(type, status, action, metadata, request, context)
        )
    }
}
