internal import Trail

extension StateStoreConformance {
    private static func policy(
        _ name: String,
        tenant: TenantID? = nil,
        kind: Event.Kind? = nil
    ) -> RetentionPolicy {
        RetentionPolicy(
            id: EventID.random(at: StoreConformance.noon),
            name: name,
            scope: RetentionPolicy.Scope(tenant: tenant, kind: kind),
            retainDays: 90,
            createdAt: StoreConformance.noon
        )
    }

    func keepsPolicies() async throws {
        let store = try await self.makeStore()
        let acme = try TenantID("acme")
        let everything = Self.policy("old")
        let logins = Self.policy("old", tenant: acme, kind: .login)
        var requests = Self.policy("busy", tenant: acme, kind: .request)
        requests.isActive = false
        for policy in [logins, requests, everything] { try await store.add(policy) }
        try expectEqual(
            try await store.policies(),
            [requests, everything, logins],
            "policies by name"
        )
        try await Self.refusesTakenNames(acme, requests, store)
        try await store.noteRun(ofPolicy: logins.id, at: StoreConformance.noon, deleted: 7)
        try await store.noteRun(ofPolicy: logins.id, at: StoreConformance.noon, deleted: 5)
        var changed = logins
        changed.name = "older"
        changed.scope = RetentionPolicy.Scope(tenant: nil, kind: .page)
        changed.retainDays = 30
        changed.isActive = false
        changed.history.updatedAt = StoreConformance.noon.advanced(by: .seconds(9))
        try expect(try await store.replace(changed), "replacing a policy found none")
        changed.history.lastRun = StoreConformance.noon
        changed.history.deleted = 12
        try expectEqual(
            try await store.policies(),
            [requests, everything, changed],
            "policies after a change"
        )
        try expect(try await store.removePolicy(everything.id), "removing a policy found none")
        try expect(try await store.removePolicy(everything.id) == false, "removed twice")
        try expect(try await store.replace(everything) == false, "a removed policy came back")
        try await store.noteRun(ofPolicy: everything.id, at: StoreConformance.noon, deleted: 1)
        try expectEqual(try await store.policies(), [requests, changed], "policies left")
    }

    private static func refusesTakenNames(
        _ tenant: TenantID,
        _ policy: RetentionPolicy,
        _ store: any StateStore
    ) async throws {
        try await expectRefusal([.idConflict], "a name that is taken within a tenant") {
            try await store.add(Self.policy("old", tenant: tenant))
        }
        try await expectRefusal([.idConflict], "a name that is taken among those of all tenants") {
            try await store.add(Self.policy("old"))
        }
        var taken = policy
        taken.name = "old"
        let renamed = taken
        try await expectRefusal([.idConflict], "renaming to a name that is taken") {
            _ = try await store.replace(renamed)
        }
    }

    func keepsTimeOfRetention() async throws {
        let store = try await self.makeStore()
        try expect(try await store.lastRetention() == nil, "retention ran in an empty store")
        for seconds in [5, 3] {
            let time = StoreConformance.noon.advanced(by: .seconds(seconds))
            try await store.noteRetention(at: time)
            try expectEqual(try await store.lastRetention(), time, "time of retention")
        }
    }

    func keepsHolds() async throws {
        let store = try await self.makeStore()
        let noon = StoreConformance.noon
        let later = LegalHold(
            id: EventID.random(at: noon),
            tenant: try TenantID("acme"),
            filters: ["kind": "login", "user_id": "\"7\", é"],
            reason: "case 12/26",
            createdBy: "ada",
            createdAt: noon.advanced(by: .seconds(60))
        )
        var first = LegalHold(
            id: EventID.random(at: noon),
            tenant: .default,
            filters: [:],
            reason: "everything",
            createdBy: "bob",
            createdAt: noon
        )
        try await store.add(later)
        try await store.add(first)
        try expectEqual(try await store.holds(), [first, later], "holds, the oldest first")
        let release = LegalHold.Release(by: "eve", at: noon.advanced(by: .seconds(90)))
        let again = LegalHold.Release(by: "zoe", at: noon.advanced(by: .seconds(95)))
        for release in [release, again] {
            try expect(
                try await store.releaseHold(first.id, release),
                "releasing a hold found none"
            )
        }
        first.release = release
        try expectEqual(try await store.holds(), [first, later], "holds after a release")
        try expect(
            try await store.releaseHold(EventID.random(at: noon), release) == false,
            "releasing an unknown hold found one"
        )
    }
}
