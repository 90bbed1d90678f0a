public import Trail

/// The contract of ``Trail/StateStore`` as one check, to be run on every store.
public struct StateStoreConformance: Sendable {
    let makeStore: @Sendable () async throws -> any StateStore

    /// A suite for the empty stores that `makeStore` opens.
    public init(makeStore: @escaping @Sendable () async throws -> any StateStore) {
        self.makeStore = makeStore
    }

    /// Runs all checks.
    ///
    /// - Throws: ``ConformanceFailure`` for the first promise that is not kept.
    public func run() async throws {
        try await self.check("keeps tokens") { try await $0.keepsTokens() }
        try await self.check("keeps users") { try await $0.keepsUsers() }
        try await self.check("keeps the last superuser") { try await $0.keepsLastSuperuser() }
        try await self.check("keeps sessions") { try await $0.keepsSessions() }
        try await self.check("keeps policies") { try await $0.keepsPolicies() }
        try await self.check("keeps holds") { try await $0.keepsHolds() }
        try await self.check("keeps when retention ran") { try await $0.keepsTimeOfRetention() }
        try await self.check("keeps destinations") { try await $0.keepsDestinations() }
        try await self.check("replaces destinations") { try await $0.replacesDestinations() }
        try await self.check("keeps erasures") { try await $0.keepsErasures() }
        try await self.check("lets one erase at a time") { try await $0.lendsErasureOnce() }
        try await self.check("ends sessions of the erased") {
            try await $0.endsSessionsOfErased()
        }
    }

    private func check(_ name: String, _ body: (Self) async throws -> Void) async throws {
        do {
            try await body(self)
        } catch let unmet as Unmet {
            throw ConformanceFailure(check: name, message: unmet.message)
        }
    }

    private func keepsTokens() async throws {
        let store = try await self.makeStore()
        let now = StoreConformance.noon
        var later = APIToken(
            name: "zeta",
            hash: [UInt8](repeating: 7, count: 32),
            scopes: [.read, .ingest],
            tenant: try TenantID("acme"),
            createdAt: now,
            expiresAt: now.advanced(by: .seconds(60))
        )
        let first = APIToken(
            name: "alpha",
            hash: [UInt8](repeating: 8, count: 32),
            scopes: [.admin],
            tenant: .default,
            createdAt: now
        )
        try await store.add(later)
        try await store.add(first)
        try expectEqual(try await store.tokens(), [first, later], "tokens by name")
        try expectEqual(try await store.token(hash: later.hash), later, "token by its hash")
        let unknown = try await store.token(hash: [UInt8](repeating: 9, count: 32))
        try expect(unknown == nil, "an unknown hash finds a token")
        var twin = first
        twin.hash = [UInt8](repeating: 10, count: 32)
        try await expectRefusal([.idConflict], "a name that is taken") {
            try await store.add(twin)
        }
        later.revokedAt = now.advanced(by: .seconds(5))
        try expect(
            try await store.revokeToken(named: "zeta", at: now.advanced(by: .seconds(5))),
            "revoking a token found none"
        )
        try expectEqual(try await store.token(hash: later.hash), later, "a revoked token")
        try expect(
            try await store.revokeToken(named: "nobody", at: now) == false,
            "revoking an unknown token found one"
        )
    }
}
