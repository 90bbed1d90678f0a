internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// `database-configs/`, `{id}/`, `{id}/health_check/` and `{id}/test_connection/`: where else
/// events may be kept.
///
/// Who manages them sees and changes those of its own tenant; a superuser all, and those for all
/// tenants. A password can be set and taken away; it is never shown.
struct DestinationRoutes<Context: PrincipalContext>: Sendable {
    let backend: TrailBackend
    let bodies: BodyReader
    let address: ServerAddress

    var destinations: Destinations { self.backend.destinations }

    init(backend: TrailBackend, configuration: TrailServerConfiguration) {
        self.backend = backend
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
        let destinations = try await self.backend.state.destinations().filter {
            filter.matches($0)
        }
        return .json(try page.json(of: destinations) { $0.destination($1) })
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageDatabaseConfig)
        try QueryValues(request).allow()
        return Self.answer(try await self.destination(context, for: principal))
    }

    /// The destination that the path names; one of another tenant is not there.
    func destination(
        _ context: Context,
        for principal: Principal
    ) async throws -> Destination {
        let id = try context.id()
        let destination = try await self.backend.state.destinations().first { $0.id == id }
        guard let destination, principal.reaches(destination.route.tenant) else {
            throw Problem(.notFound)
        }
        return destination
    }

    static func answer(
        _ destination: Destination,
        _ status: HTTPResponse.Status = .ok
    ) -> Response {
        .json(status: status) { $0.destination(destination) }
    }
}
