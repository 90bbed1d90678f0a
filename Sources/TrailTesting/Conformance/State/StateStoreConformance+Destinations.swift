internal import Trail

extension StateStoreConformance {
    private static func destination(_ name: String, of tenant: TenantID?) -> Destination {
        let noon = StoreConformance.noon
        return Destination(
            id: EventID.random(at: noon),
            name: name,
            place: Destination.Place(engine: .postgresql, host: "db", port: 6_000, database: "x"),
            route: Destination.Route(tenant: tenant, isPrimary: true, isActive: false),
            createdAt: noon
        )
    }

    func keepsDestinations() async throws {
        let store = try await self.makeStore()
        var logs = Self.destination("logs", of: .default)
        logs.login = Destination.Login(username: "ada", password: [0, 255, 7])
        logs.health = Destination.Health(checkedAt: StoreConformance.noon, fault: nil)
        logs.updatedAt = StoreConformance.noon.advanced(by: .seconds(2))
        var ours = Self.destination("logs", of: nil)
        ours.place.port = nil
        ours.health = Destination.Health(checkedAt: StoreConformance.noon, fault: "It is away.")
        let archive = Self.destination("archive", of: try TenantID("acme"))
        for destination in [logs, ours, archive] {
            try await store.add(destination)
        }
        try expectEqual(
            try await store.destinations(),
            [archive, ours, logs],
            "destinations by name, of one name that of all tenants first"
        )
        for tenant in [.default, nil] as [TenantID?] {
            try await expectRefusal([.idConflict], "a name that is taken within a tenant") {
                try await store.add(Self.destination("logs", of: tenant))
            }
        }
        var renamed = archive
        renamed.name = "logs"
        renamed.route.tenant = .default
        try await expectRefusal([.idConflict], "a new name that is taken within a tenant") {
            _ = try await store.replace(renamed)
        }
        try expect(try await store.remove(archive), "a destination is not removed")
        try expect(try await store.remove(archive) == false, "a destination is removed again")
        try expectEqual(try await store.destinations(), [ours, logs], "what is left")
    }

    func replacesDestinations() async throws {
        let store = try await self.makeStore()
        let first = Self.destination("logs", of: .default)
        try await store.add(first)
        let found = Destination.Health(
            checkedAt: StoreConformance.noon.advanced(by: .seconds(1)),
            fault: "It is away."
        )
        try await store.note(found, of: first)
        var changed = first
        changed.health = found
        try expectEqual(try await store.destinations(), [changed], "what was found")
        changed.name = "records"
        changed.route = Destination.Route(tenant: nil)
        changed.updatedAt = StoreConformance.noon.advanced(by: .seconds(3))
        try expect(try await store.replace(changed), "a destination is not replaced")
        changed.revision = 1
        try expectEqual(try await store.destinations(), [changed], "a changed destination")
        try expect(
            try await store.replace(first) == false,
            "a destination is replaced as it was before"
        )
        try expect(try await store.remove(first) == false, "one is removed as it was before")
        try await store.note(Destination.Health(checkedAt: found.checkedAt, fault: nil), of: first)
        try expectEqual(
            try await store.destinations(),
            [changed],
            "a destination of which something older was found"
        )
        try await Self.forgetsHealth(of: changed, found, store)
        try expect(
            try await store.replace(Self.destination("x", of: nil)) == false,
            "a destination that is not there is replaced"
        )
    }

    /// What was found does not hold of another login or place.
    private static func forgetsHealth(
        of changed: Destination,
        _ found: Destination.Health,
        _ store: any StateStore
    ) async throws {
        var moved = changed
        moved.login.password = [1]
        _ = try await store.replace(moved)
        moved.health = nil
        moved.revision = 2
        try expectEqual(try await store.destinations(), [moved], "one with another login")
        moved.health = found
        try await store.note(found, of: moved)
        moved.place.host = "elsewhere"
        _ = try await store.replace(moved)
        moved.health = nil
        moved.revision = 3
        try expectEqual(try await store.destinations(), [moved], "one at another place")
    }
}
