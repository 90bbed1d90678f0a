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

    /// Routes that work on `backend`.
    ///
    /// - Parameters:
    ///   - backend: What records and what answers. The recorder must be running.
    ///   - configuration: Prefixes, limits and what is open; its `http` part only says how
    ///     clients reach the server.
    public init(_ backend: TrailBackend, _ configuration: TrailServerConfiguration) {
        self.backend = backend
        self.configuration = configuration
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
        self.addRoutes(to: group)
    }

    /// Adds the routes alone.
    func addRoutes(to router: some RouterMethods<Context>) {
        // One for programs and one for anyone, so that nobody can keep programs from recording.
        let limit = self.configuration.limits.arriving
        let beacon = Beacon<Context>(self.backend, self.configuration, BodyBudget(bytes: limit))
        let path = RouterPath(self.configuration.beacon.path)
        router.serve(Resource(post: beacon.post), at: path.appendingPath("logs"))
        router.serve(Resource(post: beacon.post), at: path.appendingPath("log"))
        self.addLists(to: router.group(RouterPath(self.configuration.apiPrefix)), beacon)
        LedgerRoutes(store: self.backend.store, isOpen: self.configuration.openness.ledger)
            .add(to: router, at: "/ledger")
    }

    private func addLists(to router: RouterGroup<Context>, _ beacon: Beacon<Context>) {
        let ingest = EventIngest<Context>(
            backend: self.backend,
            limits: self.configuration.limits,
            budget: BodyBudget(bytes: self.configuration.limits.arriving)
        )
        for list in EventList.ofOneKind + [.all] {
            let routes = EventListRoutes<Context>(
                backend: self.backend,
                list: list,
                address: ServerAddress(self.configuration)
            )
            let post: Resource<Context>.Handler? =
                switch list.kinds {
                case []: ingest.post
                case [.page]: beacon.post
                default: nil
                }
            router.serve(Resource(get: routes.get, post: post), at: RouterPath(list.path))
            let detail = EventDetail<Context>(backend: self.backend, list: list)
            let group = router.group(RouterPath(list.path + "/:id"))
            group.serve(Resource(get: detail.show), at: "")
            group.serve(Resource(get: detail.sealed), at: "sealed")
            group.serve(Resource(get: detail.verify), at: "verify_integrity")
            group.serve(Resource(get: detail.verify), at: "verify-integrity")
        }
    }
}
