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
/// throw concerns nobody. Actor and address come from the ``ActivityMiddleware`` that stands first.
public struct ActionMiddleware<Context: RequestContext>: RouterMiddleware {
    private let recorder: EventRecorder
    private let configuration: ActionConfiguration
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
        guard self.configuration.isEnabled, let type = Self.type(of: request.method) else {
            return try await next(request, context)
        }
        var request = request
        let action = RunningAction(
            target: await self.target?.target(of: request, context),
            remarks: await self.message.text(for: request, context)
        )
        let metadata = await self.metadata?.value(of: &request, context)
        let response: Response
        do {
            response = try await RunningAction.$current.withValue(action) { [request] in
                try await next(request, context)
            }
        } catch {
            let status = (error as? any HTTPResponseError)?.status ?? .internalServerError
            let draft = self.draft(type, status, action, metadata, request, context)
            // The request fails already, by an error that says more.
            try? await self.capture(draft)
            throw error
        }
        try await self.capture(
            self.draft(type, response.status, action, metadata, request, context)
        )
        return response
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

    private func capture(_ draft: Event.Draft) async throws {
        let isAnonymous = draft.actor.map { $0.type == .anonymous } ?? true
        guard self.configuration.recordsAnonymous || !isAnonymous else { return }
        try await self.recorder.capture(draft)
    }
}
