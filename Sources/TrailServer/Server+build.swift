public import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
public import ServiceLifecycle
internal import TrailHummingbird

/// The server's router: everything it serves, as tests call it too.
///
/// - Parameters:
///   - backend: What records and what answers.
///   - configuration: What is accepted and what is open.
///   - authenticators: Who knows bearer tokens; the API tokens of the state store alone unless
///     others are given. Sessions of the server's own users are known besides.
/// - Returns: The router.
public func buildRouter(
    _ backend: TrailBackend,
    _ configuration: TrailServerConfiguration = TrailServerConfiguration(),
    authenticators: [any BearerAuthenticator]? = nil
) -> Router<TrailRequestContext> {
    let router = Router(context: TrailRequestContext.self)
    addFirstMiddlewares(to: router, backend, configuration)
    let health = HealthRoutes<TrailRequestContext>(
        backend: backend,
        tenant: configuration.tenant,
        areMetricsOpen: configuration.openness.metrics
    )
    let documents = OpenAPIRoutes<TrailRequestContext>(
        OpenAPIScope(configuration: configuration, access: .all, isServer: true)
    )
    // Before tokens are looked at: whoever watches over the server needs none, nor does a page.
    health.addHealth(to: router)
    documents.add(to: router, at: "/openapi.json")
    TrackerRoutes(configuration).add(to: router)
    let tokens = TokenAuthenticator(backend.state, clock: backend.clock)
    let credentials = CredentialCheck(
        authenticators: BearerAuthenticators(authenticators ?? [tokens]),
        sessions: SessionAuthenticator(backend, configuration)
    )
    router.add(middleware: BearerMiddleware(credentials.authenticators))
    router.add(middleware: SessionMiddleware(backend, configuration))
    health.addMetrics(to: router)
    TrailRoutes(backend, configuration, access: .all)
        .addRoutes(to: router, documents, credentials)
    return router
}

/// Adds what looks at every request, whoever sends it and whatever it asks for.
private func addFirstMiddlewares(
    to router: Router<TrailRequestContext>,
    _ backend: TrailBackend,
    _ configuration: TrailServerConfiguration
) {
    if let capture = configuration.ownRequests {
        router.add(
            middleware: ActivityMiddleware(
                recorder: backend.recorder,
                configuration: capture,
                reader: configuration.client
            )
        )
    }
    router.add(
        middleware: CrossOriginMiddleware(
            configuration.allowedOrigins,
            publicURL: configuration.http.publicURL,
            client: configuration.client
        )
    )
    if let metrics = backend.metrics {
        router.add(middleware: RequestMetricsMiddleware(RequestMetrics(factory: metrics)))
    }
    router.add(
        middleware: ProblemMiddleware(errors: backend.errors, client: configuration.client)
    )
}

/// The server: its router behind a socket, within the configured bounds.
///
/// - Parameters:
///   - backend: What records and what answers. Its recorder is one of `services`, or is run by
///     the caller.
///   - configuration: Where to listen, what is accepted and what is open.
///   - authenticators: Who knows bearer tokens; the API tokens of the state store alone unless
///     others are given.
///   - services: What runs as long as the server does. The first is the last to stop. The feed of
///     `backend` runs besides.
///   - logger: The server's log.
///   - onRunning: Is called with the port once requests are answered.
/// - Returns: The server, to be run.
public func buildServer(
    _ backend: TrailBackend,
    _ configuration: TrailServerConfiguration = TrailServerConfiguration(),
    authenticators: [any BearerAuthenticator]? = nil,
    services: [any Service] = [],
    logger: Logger,
    onRunning: @escaping @Sendable (Int?) async -> Void = { _ in }
) -> Application<RouterResponder<TrailRequestContext>> {
    let http = configuration.http
    return Application(
        router: buildRouter(backend, configuration, authenticators: authenticators),
        server: .droppableHTTP1(channel(configuration)),
        configuration: ApplicationConfiguration(
            address: .hostname(http.host, port: http.port),
            serverName: nil,
            availableConnectionsDelegate: .maximum(http.connections, logger: logger)
        ),
        services: services + [backend.auditor, backend.feed],
        onServerRunning: { channel in await onRunning(channel.localAddress?.port) },
        logger: logger
    )
}

/// What every connection is held to.
private func channel(_ configuration: TrailServerConfiguration) -> HTTP1Channel.Configuration {
    let http = configuration.http
    let streaming = configuration.streaming
    let limits = ConnectionLimits(
        body: configuration.limits.body,
        stall: TimeAmount(http.stallTime)
    )
    let isTracked = configuration.ownRequests != nil
    let handlers: @Sendable () -> [any RemovableChannelHandler] = {
        // The first is the nearest to the wire: it has the last word on a handshake's answer.
        var handlers: [any RemovableChannelHandler] = []
        if streaming.isEnabled {
            handlers.append(WebSocketTunnel(path: streaming.webSocketPath))
        }
        handlers.append(ConnectionGuard(limits))
        if isTracked { handlers.append(RequestSizeHandler()) }
        return handlers
    }
    return HTTP1Channel.Configuration(
        additionalChannelHandlers: handlers(),
        idleTimeout: TimeAmount(http.idleTime),
        httpDecoderConfiguration: .init(
            maxHeaderFieldSize: http.headerField,
            maxHeaderListSize: http.headers,
            maxHeaderFieldCount: http.headerCount
        )
    )
}
