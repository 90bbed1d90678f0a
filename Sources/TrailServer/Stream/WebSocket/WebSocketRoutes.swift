internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle
internal import Trail

/// `/ws/activity/`: events as they are stored, on a WebSocket.
struct WebSocketRoutes<Context: PrincipalContext>: Sendable {
    /// What is listened to.
    let backend: TrailBackend
    /// How long streams last.
    let configuration: TrailServerConfiguration
    /// Knows tokens, and whether who listens still may.
    let credentials: CredentialCheck

    /// Accepts a handshake.
    ///
    /// Whoever may not listen is told so by the close that follows: a page would learn nothing
    /// from a refused handshake.
    func get(_ request: Request, _ context: Context) async throws -> Response {
        guard self.configuration.streaming.isEnabled else { throw Problem.noStreams }
        guard WebSocketHandshake.isAsked(by: request),
            request.headers[.tunnel] == WebSocketTunnel.secret
        else { throw try self.refusal(of: request, context) }
        let handshake = try WebSocketHandshake(request)
        try self.checkOrigin(request, context, handshake)
        let opening = await self.open(request, context, handshake)
        let fields = Result { () throws(Problem) in try request.queryFields() }
        let backend = self.backend
        var response = handshake.response
        response.body = ResponseBody { writer in
            let inbox = WebSocketInbox()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await inbox.receive(request.body) }
                let close = await withGracefulShutdownHandler {
                    await Self.talk(opening, fields, inbox, backend, &writer)
                } onGracefulShutdown: {
                    inbox.stop()
                }
                guard close.code != nil else { throw CancellationError() }
                try await writer.write(WebSocketFrame.bytes(.close, close.payload))
                group.cancelAll()
            }
            try await writer.finish(nil)
        }
        return response
    }

    /// Why a request that is no handshake is refused; first what a handshake would be refused for.
    private func refusal(of request: Request, _ context: Context) throws(Problem) -> Problem {
        let principal = try context.authorizedToRead()
        let now = self.backend.clock.now()
        _ = try StreamQuery(request.queryFields(), for: principal, now: now)
        return Problem(.upgradeRequired, headers: [.upgrade: "websocket"])
    }

    /// Talks until there is a reason to close.
    @concurrent private static func talk(
        _ opening: Result<PrincipalWatch, Problem>,
        _ fields: Result<[FormField], Problem>,
        _ inbox: WebSocketInbox,
        _ backend: TrailBackend,
        _ writer: inout any ResponseBodyWriter
    ) async -> WebSocketClose {
        do {
            let watch = try opening.get()
            var session = try await WebSocketSession(fields.get(), inbox, watch, backend)
            return try await session.run(&writer)
        } catch let problem as Problem {
            return WebSocketClose(problem)
        } catch let error as TrailError {
            return WebSocketClose(Problem(error))
        } catch {
            return .gone
        }
    }

    /// Pages of other origins may listen where they are allowed to, and with a cookie only where
    /// they are trusted: no browser asks whether they may.
    private func checkOrigin(
        _ request: Request,
        _ context: Context,
        _ handshake: WebSocketHandshake
    ) throws(Problem) {
        do throws(Problem) {
            try OwnOrigin(self.configuration).check(request, context)
        } catch {
            let isKnown = handshake.token != nil || request.headers.contains(.authorization)
            guard isKnown, let origin = request.headers[.origin],
                self.configuration.allowedOrigins.allows(origin)
            else { throw error }
        }
    }

    /// Who listens.
    private func open(
        _ request: Request,
        _ context: Context,
        _ handshake: WebSocketHandshake
    ) async -> Result<PrincipalWatch, Problem> {
        let credentials = self.credentials
        let token = handshake.token
        let look: PrincipalWatch.Look = {
            if let token {
                return try await credentials.authenticators.principal(presenting: token)
            }
            return try await credentials.principal(of: request, in: context)
        }
        do {
            var context = context
            if token != nil {
                context.principal = try await look()
                if let principal = context.principal {
                    CaptureScope.identify(principal.actor, tenant: principal.tenant)
                }
            }
            let principal = try context.authorizedToRead()
            return .success(
                await PrincipalWatch(principal, self.configuration.streaming, look: look)
            )
        } catch let problem as Problem {
            return .failure(problem)
        } catch let error as TrailError {
            return .failure(Problem(error))
        } catch {
            return .failure(Problem(.failure))
        }
    }
}
