internal import Hummingbird
internal import Trail

extension DestinationRoutes {
    @Sendable func create(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageDatabaseConfig)
        try QueryValues(request).allow()
        var body = try await self.bodies.object(of: request)
        return Self.answer(try await self.keeper.create(&body, by: principal), .created)
    }

    @Sendable func replace(_ request: Request, _ context: Context) async throws -> Response {
        try await self.change(request, context, isWhole: true)
    }

    @Sendable func change(_ request: Request, _ context: Context) async throws -> Response {
        try await self.change(request, context, isWhole: false)
    }

    private func change(
        _ request: Request,
        _ context: Context,
        isWhole: Bool
    ) async throws -> Response {
        let principal = try context.authorized(.manageDatabaseConfig)
        try QueryValues(request).allow()
        let stored = try await self.keeper.destination(context.id(), for: principal)
        var body = try await self.bodies.object(of: request)
        return Self.answer(
            try await self.keeper.change(stored, &body, isWhole: isWhole, by: principal)
        )
    }

    @Sendable func delete(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageDatabaseConfig)
        try QueryValues(request).allow()
        let stored = try await self.keeper.destination(context.id(), for: principal)
        try await self.keeper.delete(stored, by: principal)
        return Response(status: .noContent)
    }
}
