internal import Trail

extension StateStoreConformance {
    func keepsErasures() async throws {
        let store = try await self.makeStore()
        let noon = StoreConformance.noon
        var first = Erasure(
            id: EventID.random(at: noon),
            order: try Self.order("demand 1"),
            createdAt: noon,
            subject: .actor(id: "alice", type: .user)
        )
        var limited = try Self.order("demand 2")
        limited.sections = [.where]
        limited.skipsHeld = true
        let second = Erasure(
            id: EventID.random(at: noon.advanced(by: .seconds(1))),
            order: limited,
            createdAt: noon.advanced(by: .seconds(1)),
            subject: .filters(["remote_ip": "192.0.2.1", "search": "é"])
        )
        try await store.keep(first)
        try await store.keep(second)
        try expectEqual(try await store.erasures(), [second, first], "erasures, the newest first")
        first.expected = ["dead_letters": 2, "sessions": 1]
        try await store.keep(first)
        try expectEqual(try await store.erasures(), [second, first], "erasures under way")
        first.expected = [:]
        first.subject = nil
        first.finishedAt = noon.advanced(by: .seconds(9))
        first.outcome.count = 12
        first.outcome.held = 3
        first.outcome.kinds = [.login: 5, .request: 7]
        first.outcome.beside = ["dead_letters": 2]
        first.outcome.unreached = ["Backups."]
        try await store.keep(first)
        try expectEqual(try await store.erasures(), [second, first], "erasures after a change")
    }

    private static func order(_ reason: String) throws -> Erasure.Order {
        Erasure.Order(
            tenant: try TenantID("acme"),
            reason: reason,
            actor: Event.Actor(type: .service, id: "token:robot", isVerified: true),
            recordedBefore: StoreConformance.noon
        )
    }

    func lendsErasureOnce() async throws {
        let store = try await self.makeStore()
        let lease = try unwrap(try await store.leaseErasure(), "the right to erase")
        try expect(try await store.leaseErasure() == nil, "two have the right to erase")
        lease.end()
        let next = try unwrap(try await store.leaseErasure(), "the right that was given back")
        lease.end()
        try expect(try await store.leaseErasure() == nil, "it was given back twice")
        next.end()
        _ = try await store.leaseErasure()
        try expect(try await store.leaseErasure() != nil, "who is gone has the right to erase")
    }

    func endsSessionsOfErased() async throws {
        let store = try await self.makeStore()
        for (number, name) in ["alice", "bob"].enumerated() {
            try await Self.signIn(name, UInt8(number), store)
        }
        func sessions(_ findings: [ErasureFinding]) -> Int {
            findings.filter { $0.place == "sessions" }.reduce(0) { $0 + $1.count }
        }
        let dry = try await store.erase(try Self.demand("alice", isDryRun: true))
        try expectEqual(sessions(dry), 1, "sessions counted")
        let foreign = try await store.erase(try Self.demand("alice", try TenantID("other")))
        try expectEqual(sessions(foreign), 0, "sessions of a user of another tenant")
        try expectEqual(try await store.sessions(ofUser: "alice").count, 1, "sessions left")
        let done = try await store.erase(try Self.demand("alice"))
        try expectEqual(sessions(done), 1, "sessions erased")
        try expect(done.contains { $0.place == "accounts" && $0.remark != nil }, "no account")
        try expectEqual(try await store.sessions(ofUser: "alice").count, 0, "sessions left")
        try expectEqual(try await store.sessions(ofUser: "bob").count, 1, "another's sessions")
        try expect(try await store.user(named: "alice") != nil, "the account is gone")
        try expectEqual(try await store.overwriteRemains(), [], "what could not be overwritten")
    }

    /// Adds a user with a session.
    private static func signIn(
        _ name: String,
        _ number: UInt8,
        _ store: any StateStore
    ) async throws {
        let noon = StoreConformance.noon
        let user = UserAccount(
            name: name,
            password: UserAccount.Password(hash: "", changedAt: noon),
            permissions: [],
            tenant: .default,
            createdAt: noon
        )
        try await store.add(user)
        let session = UserSession(
            hash: [UInt8](repeating: number, count: 32),
            user: name,
            createdAt: noon,
            expiresAt: noon.advanced(by: .seconds(60)),
            ip: "192.0.2.1"
        )
        try expect(try await store.begin(session, of: user), "a session did not begin")
    }

    private static func demand(
        _ name: String,
        _ tenant: TenantID = .default,
        isDryRun: Bool = false
    ) throws -> ErasureDemand {
        let order = Erasure.Order(
            tenant: tenant,
            reason: "demand",
            actor: Event.Actor(type: .user, id: "operator", isVerified: true),
            recordedBefore: StoreConformance.noon
        )
        return try ErasureDemand(.actor(id: name, type: nil), order, holds: [], isDryRun: isDryRun)
    }
}
