internal import Hummingbird
internal import Trail

extension DestinationRoutes {
    @Sendable func create(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageDatabaseConfig)
        try QueryValues(request).allow()
        var body = try await self.bodies.object(of: request)
        let fields = try DestinationFields(&body, isWhole: true, self.destinations)
        let now = self.backend.clock.now()
        let blank = Destination(
            id: EventID.random(at: now),
            name: "",
            place: Destination.Place(engine: .sqlite, database: ""),
            route: Destination.Route(tenant: principal.reach),
            createdAt: now
        )
        let created = try fields.applied(to: blank, by: principal, self.destinations)
        try await self.check(nil, created)
        let act = AdminAct.destination("created", created, by: principal, "A destination was made.")
        try await self.performing(act) { try await self.backend.state.add(created) }
        return Self.answer(created, .created)
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
        let stored = try await self.destination(context, for: principal)
        var body = try await self.bodies.object(of: request)
        let fields = try DestinationFields(&body, isWhole: isWhole, self.destinations)
        var changed = try fields.applied(to: stored, by: principal, self.destinations)
        guard changed != stored else { return Self.answer(stored) }
        try await self.check(stored, changed)
        changed.updatedAt = self.backend.clock.now()
        let act = AdminAct.destination(
            "changed",
            changed,
            by: principal,
            "A destination was changed.",
            from: stored
        )
        let replacement = changed
        try await self.performing(act) {
            guard try await self.backend.state.replace(replacement) else {
                throw Problem.changedMeanwhile
            }
        }
        let isSame = changed.place == stored.place && changed.login == stored.login
        if !isSame { changed.health = nil }
        return Self.answer(changed)
    }

    @Sendable func delete(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.manageDatabaseConfig)
        try QueryValues(request).allow()
        let stored = try await self.destination(context, for: principal)
        try await self.checkRouting(stored, nil)
        let act = AdminAct.destination(
            "deleted",
            stored,
            by: principal,
            "A destination was deleted; what it holds was left as it is."
        )
        try await self.performing(act) {
            guard try await self.backend.state.remove(stored) else {
                throw Problem.changedMeanwhile
            }
        }
        return Response(status: .noContent)
    }

    /// Accepts a destination as it is to be.
    ///
    /// - Throws: ``Problem`` 409.
    private func check(_ old: Destination?, _ new: Destination) async throws {
        let others = try await self.backend.state.destinations().filter { $0.id != new.id }
        let isTaken = others.contains {
            $0.name == new.name && $0.route.tenant == new.route.tenant
        }
        guard !isTaken else { throw Problem.nameTaken }
        guard !others.contains(where: { $0.place == new.place }) else {
            throw Problem(.conflict, "Another destination has this database.")
        }
        try await self.checkRouting(old, new)
    }

    private func checkRouting(_ old: Destination?, _ new: Destination?) async throws {
        guard let routing = self.destinations.routing else { return }
        guard let objection = try await routing.objection(changing: old, to: new) else { return }
        throw Problem(.conflict, objection)
    }

    private func performing(_ act: AdminAct, _ change: () async throws -> Void) async throws {
        try await act.performNaming(by: self.backend.recorder, change)
        try await self.destinations.routing?.reload()
    }
}
