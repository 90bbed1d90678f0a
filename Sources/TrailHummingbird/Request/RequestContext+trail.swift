public import Hummingbird
internal import Logging
public import Trail

extension RequestContext {
    /// What is recorded of this request by `recorder`.
    ///
    /// ```swift
    /// router.post("login") { request, context in
    ///     let form = try await request.decode(as: Form.self, context: context)
    ///     guard let user = try await users.find(form) else {
    ///         try await context.trail(recorder).loginFailed(username: form.email)
    ///         throw HTTPError(.unauthorized)
    ///     }
    ///     try await context.trail(recorder).login(of: user.actor, username: form.email)
    ///     …
    /// }
    /// ```
    /// It knows all that the ``ActivityMiddleware`` of the request knows, wherever it is kept: in a
    /// task that outlives the request, say. Without such a middleware it knows the id of the
    /// request and, of a `RemoteAddressRequestContext`, the address of the connection's other end.
    public func trail(_ recorder: EventRecorder) -> RequestTrail {
        RequestTrail(recorder, scope: CaptureScope.current ?? self.bareScope)
    }

    /// What the context alone tells.
    private var bareScope: CaptureScope {
        var place = Event.Context()
        place.ip = (self as? any RemoteAddressRequestContext)?.remoteAddress?.ipAddress
        place.requestID = self.logger[metadataKey: "hb.request.id"].map {
            "\($0)".kept(within: EventLimits().word)
        }
        return CaptureScope(context: place)
    }
}
