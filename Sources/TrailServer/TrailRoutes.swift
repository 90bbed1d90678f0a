public import Hummingbird
internal import Trail

/// Trail's routes, to be mounted in an app of one's own or in the server.
///
/// The app's context says who asks; Trail looks at nothing but the principal. For example:
/// ```swift
/// let router = Router(context: AppContext.self)
/// router.add(middleware: AppSignIn())
/// TrailRoutes<AppContext>(backend, configuration).add(to: router)
/// ```
public struct TrailRoutes<Context: PrincipalContext>: Sendable {
    private let backend: TrailBackend
    private let configuration: TrailServerConfiguration
    private let access: TrailServerConfiguration.Access.Resources

    /// Routes that work on `backend`.
    ///
    /// - Parameters:
    ///   - backend: What records and what answers. The recorder must be running.
    ///   - configuration: Prefixes, limits and what is open; its `http` part only says how
    ///     clients reach the server.
    ///   - access: The parts of Trail's own sign-in that the app wants beside its own, or in place
    ///     of one. With `session` users of Trail sign in by a cookie, with `tokens` programs do by
    ///     API tokens; where the app has set a principal already, that one stays.
    public init(
        _ backend: TrailBackend,
        _ configuration: TrailServerConfiguration,
        access: TrailServerConfiguration.Access.Resources = []
    ) {
        self.backend = backend
        self.configuration = configuration
        self.access = access
    }

    /// Adds all routes to an app's router, with answers to whatever goes wrong below them.
    public func add(to router: some RouterMethods<Context>) {
        let group = router.group()
            .add(
                middleware: CrossOriginMiddleware(
                    self.configuration.allowedOrigins,
                    publicURL: self.configuration.http.publicURL,
                    client: self.configuration.client
                )
            )
            .add(
                middleware: ProblemMiddleware(
                    errors: self.backend.errors,
                    client: self.configuration.client
                )
            )
        TrackerRoutes(self.configuration).add(to: group)
        let tokens = TokenAuthenticator(self.backend.state, clock: self.backend.clock)
        let sessions = SessionAuthenticator(self.backend, self.configuration)
        let credentials = CredentialCheck(
            authenticators: BearerAuthenticators(self.access.contains(.tokens) ? [tokens] : []),
            sessions: self.access.contains(.session) ? sessions : nil
        )
        if self.access.contains(.tokens) {
            group.add(
                middleware: BearerMiddleware(
                    credentials.authenticators,
                    only: { TokenSecret($0) != nil }
                )
            )
        }
        if self.access.contains(.session) {
            group.add(middleware: SessionMiddleware(self.backend, self.configuration))
        }
        let scope = OpenAPIScope(
            configuration: self.configuration,
            access: self.access,
            isServer: false
        )
        self.addRoutes(to: group, OpenAPIRoutes(scope), credentials)
    }

    /// Adds the routes alone, with `documents` that describe them; those that take long look again
    /// for whoever shows `credentials`.
    func addRoutes(
        to router: some RouterMethods<Context>,
        _ documents: OpenAPIRoutes<Context>,
        _ credentials: CredentialCheck
    ) {
        documents.add(to: router, at: self.configuration.apiPrefix + "/openapi.json")
        // One for programs and one for anyone, so that nobody can keep programs from recording.
        let limit = self.configuration.limits.arriving
        let beacon = Beacon<Context>(self.backend, self.configuration, BodyBudget(bytes: limit))
        let path = RouterPath(self.configuration.beacon.path)
        router.serve(Resource(post: beacon.post), at: path.appendingPath("logs"))
        router.serve(Resource(post: beacon.post), at: path.appendingPath("log"))
        let api = router.group(RouterPath(self.configuration.apiPrefix))
        self.addLists(to: api, beacon)
        // One for API and dashboard, so that neither gives more attempts than there are.
        let signIn = SignIn(
            self.backend,
            self.configuration,
            PasswordHasher(self.configuration.access.passwordCost)
        )
        AccessRoutes<Context>(
            backend: self.backend,
            configuration: self.configuration,
            resources: self.access,
            signIn: signIn
        )
        .add(to: api)
        RetentionRoutes<Context>(backend: self.backend, configuration: self.configuration)
            .add(to: api)
        FigureRoutes(backend: self.backend).add(to: api)
        DestinationRoutes<Context>(backend: self.backend, configuration: self.configuration)
            .add(to: api, client: self.configuration.client)
        ErasureRoutes<Context>(backend: self.backend, configuration: self.configuration)
            .add(to: api)
        LedgerRoutes(store: self.backend.store, isOpen: self.configuration.openness.ledger)
            .add(to: router, at: "/ledger")
        self.addStreams(to: router, api, credentials)
        self.addDashboard(to: router, signIn)
    }

    private func addDashboard(
        to router: some RouterMethods<Context>,
        _ signIn: SignIn
    ) {
        guard self.configuration.dashboard.isServed else { return }
        DashboardRoutes<Context>(
            site: DashboardSite(
                backend: self.backend,
                configuration: self.configuration,
                signIn: self.access.contains(.session) ? signIn : nil
            )
        )
        .add(to: router)
    }

    private func addStreams(
        to router: some RouterMethods<Context>,
        _ api: RouterGroup<Context>,
        _ credentials: CredentialCheck
    ) {
        let events = EventStreamRoutes<Context>(
            backend: self.backend,
            configuration: self.configuration.streaming,
            credentials: credentials
        )
        api.serve(Resource(get: events.get), at: "stream")
        let socket = WebSocketRoutes<Context>(
            backend: self.backend,
            configuration: self.configuration,
            credentials: credentials
        )
        let path = RouterPath(self.configuration.streaming.webSocketPath)
        router.serve(Resource(get: socket.get), at: path)
    }

    private func addLists(to router: RouterGroup<Context>, _ beacon: Beacon<Context>) {
        let ingest = EventIngest<Context>(
            backend: self.backend,
            limits: self.configuration.limits,
            budget: BodyBudget(bytes: self.configuration.limits.arriving)
        )
        for list in EventList.ofOneKind + [.all] + EventList.parts {
            let post: Resource<Context>.Handler? =
                switch (list.kinds, list.part) {
                case ([], _): ingest.post
                case ([.page], _): beacon.post
                default: nil
                }
            for path in list.paths {
                self.add(list, to: router, at: path, post: post)
            }
        }
        for list in EventList.ofOneKind + [.all] {
            let detail = EventDetail<Context>(backend: self.backend, list: list)
            let group = router.group(RouterPath(list.path + "/:id"))
            group.serve(Resource(get: detail.show), at: "")
            group.serve(Resource(get: detail.sealed), at: "sealed")
            group.serve(Resource(get: detail.verify), spelled: "verify_integrity")
        }
    }

    /// Adds a list with what is done with all of its events.
    private func add(
        _ list: EventList,
        to router: RouterGroup<Context>,
        at path: String,
        post: Resource<Context>.Handler?
    ) {
        let address = ServerAddress(self.configuration)
        let group = router.group(RouterPath(path))
        let routes = EventListRoutes<Context>(backend: self.backend, list: list, address: address)
        group.serve(Resource(get: routes.get, post: post), at: "")
        let integrity = ListIntegrity<Context>(
            backend: self.backend,
            list: list,
            address: address
        )
        group.serve(Resource(get: integrity.get), spelled: "verify_integrity")
        for format in ExportFormat.allCases {
            let export = EventExport<Context>(backend: self.backend, list: list, format: format)
            for path in format.paths {
                group.serve(Resource(get: export.get), at: RouterPath(path))
            }
        }
    }
}
