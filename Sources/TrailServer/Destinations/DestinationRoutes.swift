internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `database-configs/`, `{id}/`, `{id}/health_check/` and `{id}/test_connection/`: where else
/// events may be kept.
///
/// What they do is done by ``DestinationKeeper``. A password can be set and taken away; it is never
/// shown.
struct DestinationRoutes<Context: PrincipalContext>: Sendable {
    let keeper: DestinationKeeper
    let bodies: BodyReader
    let address: ServerAddress

    init(backend: TrailBackend, configuration: TrailServerConfiguration) {
        self.keeper = DestinationKeeper(backend: backend)
        self.bodies = BodyReader(configuration.limits)
        self.address = ServerAddress(configuration)
    }

    /// Adds the routes to the API.
    func add(to router: some RouterMethods<Context>, client: ClientReader) {
        let group = router.group().add(middleware: ActScope(client: client))
        group.serve(Resource(get: self.list, post: self.create), at: "database-configs")
        let one = group.group("database-configs/:id")
        one.serve(
            Resource(
                get: self.show,
                put: self.replace,
                patch: self.change,
                delete: self.delete
            ),
            at: ""
        )
        one.serve(Resource(post: self.checkHealth), spelled: "health_check")
        one.serve(Resource(post: self.testConnection), spelled: "test_connection")
    }

    @Sendable private func list(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageDatabaseConfig)
        let values = try QueryValues(request)
        let filter = try DestinationFilter(values, for: principal)
        let page = try NumberedPage(request, values, self.address.url(of: request, in: context))
        let destinations = try await self.keeper.destinations { filter.matches($0) }
        return .json(try page.json(of: destinations) { $0.destination($1) })
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageDatabaseConfig)
        try QueryValues(request).allow()
        return Self.answer(try await self.keeper.destination(context.id(), for: principal))
    }

    static func answer(
        _ destination: Destination,
        _ status: HTTPResponse.Status = .ok
    ) -> Response {
        .json(status: status) { $0.destination(destination) }
    }
}
