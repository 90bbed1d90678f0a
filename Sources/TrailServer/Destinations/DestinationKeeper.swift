internal import Trail

/// Looks after destinations, for API and dashboard.
///
/// Who manages them sees and changes those of its own tenant; a superuser all, and those for all
/// tenants.
struct DestinationKeeper: Sendable {
    let backend: TrailBackend

    private var destinations: Destinations { self.backend.destinations }

    /// The destinations that a list shows.
    func destinations(where isShown: (Destination) -> Bool) async throws -> [Destination] {
        try await self.backend.state.destinations().filter(isShown)
    }

    /// A destination; one of another tenant is not there.
    ///
    /// - Throws: ``Problem`` 404.
    func destination(_ id: EventID, for principal: Principal) async throws -> Destination {
        let destination = try await self.backend.state.destinations().first { $0.id == id }
        guard let destination, principal.reaches(destination.route.tenant) else {
            throw Problem(.notFound)
        }
        return destination
    }

    /// The destination that a body asks for; nothing is stored.
    ///
    /// - Throws: ``Problem`` 400 or 403.
    func proposed(
        _ body: inout ObjectBody,
        by principal: Principal
    ) throws -> Destination {
        let fields = try DestinationFields(&body, isWhole: true, self.destinations)
        let now = self.backend.clock.now()
        let blank = Destination(
            id: EventID.random(at: now),
            name: "",
            place: Destination.Place(engine: .sqlite, database: ""),
            route: Destination.Route(tenant: principal.reach),
            createdAt: now
        )
        return try fields.applied(to: blank, by: principal, self.destinations)
    }

    /// Makes the destination that a body asks for.
    ///
    /// - Throws: ``Problem`` 400, 403 or 409.
    func create(_ body: inout ObjectBody, by principal: Principal) async throws -> Destination {
        let created = try self.proposed(&body, by: principal)
        try await self.check(nil, created)
        let act = AdminAct.destination("created", created, by: principal, "A destination was made.")
        try await self.performing(act) { try await self.backend.state.add(created) }
        return created
    }

    /// Changes a destination as a body says.
    ///
    /// - Parameters:
    ///   - stored: The destination as it is.
    ///   - body: What it is to be.
    ///   - isWhole: Whether the body says all of it, and not only what changes.
    ///   - principal: Who wants it.
    /// - Returns: The destination as it is then.
    /// - Throws: ``Problem`` 400, 403 or 409.
    func change(
        _ stored: Destination,
        _ body: inout ObjectBody,
        isWhole: Bool,
        by principal: Principal
    ) async throws -> Destination {
        var changed = try self.altered(stored, &body, isWhole: isWhole, by: principal)
        guard changed != stored else { return stored }
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
        return changed
    }

    /// Deletes a destination; what it holds is left as it is.
    ///
    /// - Throws: ``Problem`` 409.
    func delete(_ stored: Destination, by principal: Principal) async throws {
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

    /// Accepts a change of where ledgers go, or a deletion where `new` is `nil`.
    ///
    /// - Throws: ``Problem`` 409.
    func checkRouting(_ old: Destination?, _ new: Destination?) async throws {
        guard let routing = self.destinations.routing else { return }
        guard let objection = try await routing.objection(changing: old, to: new) else { return }
        throw Problem(.conflict, objection)
    }

    private func performing(_ act: AdminAct, _ change: () async throws -> Void) async throws {
        try await act.performNaming(by: self.backend.recorder, change)
        try await self.destinations.routing?.reload()
    }
}

// MARK: - Whether they can be used

extension DestinationKeeper {
    /// Looks whether a destination can be used, and keeps what was found.
    ///
    /// - Throws: ``Problem`` 429; `CancellationError`.
    func checkHealth(of destination: Destination) async throws -> DestinationChecker.Finding {
        let finding = try await self.test(destination)
        let now = self.backend.clock.now()
        let health = Destination.Health(checkedAt: now, fault: finding.fault)
        try await self.backend.state.note(health, of: destination)
        return finding
    }

    /// The destination with what a body says otherwise; nothing is stored.
    ///
    /// - Throws: ``Problem`` 400 or 403.
    func altered(
        _ stored: Destination,
        _ body: inout ObjectBody,
        isWhole: Bool = false,
        by principal: Principal
    ) throws -> Destination {
        let fields = try DestinationFields(&body, isWhole: isWhole, self.destinations)
        return try fields.applied(to: stored, by: principal, self.destinations)
    }

    /// Looks whether a destination can be used, and keeps nothing.
    ///
    /// - Throws: ``Problem`` 429; `CancellationError`.
    func test(_ destination: Destination) async throws -> DestinationChecker.Finding {
        try await self.destinations.checker.check(destination, self.destinations)
    }
}
