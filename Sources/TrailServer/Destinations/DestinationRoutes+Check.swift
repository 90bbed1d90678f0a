internal import HTTPTypes
internal import Hummingbird
internal import Trail

extension DestinationRoutes {
    /// Looks whether a destination can be used, and keeps what was found.
    @Sendable func checkHealth(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageDatabaseConfig)
        try QueryValues(request).allow()
        let destination = try await self.destination(context, for: principal)
        let finding = try await self.destinations.checker.check(destination, self.destinations)
        let now = self.backend.clock.now()
        let health = Destination.Health(checkedAt: now, fault: finding.fault)
        try await self.backend.state.note(health, of: destination)
        return Self.answer(finding, of: destination, at: now)
    }

    /// Looks whether a destination could be used with what the body says otherwise, and keeps
    /// nothing.
    @Sendable func testConnection(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageDatabaseConfig)
        try QueryValues(request).allow()
        var destination = try await self.destination(context, for: principal)
        if request.saysSomething {
            var body = try await self.bodies.object(of: request)
            let fields = try DestinationFields(&body, isWhole: false, self.destinations)
            destination = try fields.applied(to: destination, by: principal, self.destinations)
        }
        let finding = try await self.destinations.checker.check(destination, self.destinations)
        return Self.answer(finding, of: destination, at: self.backend.clock.now())
    }

    private static func answer(
        _ finding: DestinationChecker.Finding,
        of destination: Destination,
        at time: Timestamp
    ) -> Response {
        .json { $0.finding(finding, of: destination, at: time) }
    }
}

extension Request {
    /// Whether there is a body, or something that looks like one.
    fileprivate var saysSomething: Bool {
        self.headers[.contentType] != nil || self.headers[.transferEncoding] != nil
            || (self.headers[.contentLength] ?? "0") != "0"
    }
}
