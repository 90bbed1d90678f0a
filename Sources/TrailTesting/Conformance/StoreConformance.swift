internal import MerkleLog
public import Trail

/// The contract of ``Trail/Ledger`` and ``Trail/EventReader`` as checks, to be run on every store.
///
/// ```swift
/// @Test(arguments: StoreConformance.checkNames)
/// func `keeps the contract`(check: String) async throws {
///     try await StoreConformance { fixture in
///         try MyEventStore(path: folder + fixture.name, sealer: fixture.sealer)
///     }.run(check)
/// }
/// ```
public struct StoreConformance: Sendable {
    /// Opens the store that a fixture names.
    public typealias MakeStore = @Sendable (StoreFixture) async throws -> any EventStore

    let makeStore: MakeStore

    /// A suite for the stores that `makeStore` opens.
    public init(makeStore: @escaping MakeStore) {
        self.makeStore = makeStore
    }

    /// The names of the checks.
    public static let checkNames: [String] = Self.checks.map(\.name)

    /// Runs all checks.
    ///
    /// - Throws: ``ConformanceFailure`` for the first promise that is not kept.
    public func run() async throws {
        for check in Self.checks {
            try await self.run(check)
        }
    }

    /// Runs the check called `name`.
    ///
    /// - Throws: ``ConformanceFailure`` if the promise is not kept, or there is no such check.
    public func run(_ name: String) async throws {
        guard let check = Self.checks.first(where: { $0.name == name }) else {
            throw ConformanceFailure(check: name, message: "there is no such check")
        }
        try await self.run(check)
    }

    /// Fills a ledger beyond the size at which a tile above the leaves becomes full.
    ///
    /// That is 66,000 events, with the store opened again on the way; not among the checks of
    /// ``run()``, for it takes seconds.
    /// - Throws: ``ConformanceFailure`` if the promise is not kept.
    public func runLarge() async throws {
        try await self.run(Check("completes upper tiles") { try await $0.completesUpperTiles() })
    }

    private func run(_ check: Check) async throws {
        do {
            try await check.body(self)
        } catch let unmet as Unmet {
            throw ConformanceFailure(check: check.name, message: unmet.message)
        } catch {
            throw ConformanceFailure(check: check.name, message: "threw \(error)")
        }
    }

    struct Check: Sendable {
        let name: String
        let body: @Sendable (StoreConformance) async throws -> Void

        init(_ name: String, _ body: @escaping @Sendable (StoreConformance) async throws -> Void) {
            self.name = name
            self.body = body
        }
    }

    static let checks: [Check] =
        Self.appending + Self.repetition + Self.sealing + Self.time + Self.paging + Self.reading
        + Self.search + Self.removal + Self.restoration + Self.holds + Self.erasure
        + Self.interruption + Self.reopening + Self.figures
}

extension StoreConformance {
    /// The time at which sample events happen: 2026-03-01T12:00:00Z.
    static let noon = Timestamp(microseconds: 1_772_366_400_000_000)

    func fixture(
        beforeRemoval: @escaping @Sendable () throws -> Void = {}
    ) throws -> StoreFixture {
        StoreFixture(
            name: "conformance-" + String(UInt64.random(in: 0...UInt64.max), radix: 36),
            key: try LedgerKey.generate(name: "conformance.example"),
            clock: ManualClock(Self.noon),
            beforeRemoval: beforeRemoval
        )
    }

    func samples(_ seed: UInt64) -> SampleEvents {
        SampleEvents(seed: seed, time: Self.noon)
    }

    /// A store of its own, with what it was made with.
    func open() async throws -> (store: any EventStore, fixture: StoreFixture) {
        let fixture = try self.fixture()
        return (try await self.makeStore(fixture), fixture)
    }

    /// A store that holds `count` sample events, appended in batches of various sizes while the
    /// clock goes on.
    func open(
        holding count: Int,
        seed: UInt64
    ) async throws -> (store: any EventStore, fixture: StoreFixture) {
        let (store, fixture) = try await self.open()
        var samples = self.samples(seed)
        var rest = try samples.events(count)[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Int.random(in: 1...70, using: &samples.generator))
            rest = rest.dropFirst(batch.count)
            _ = try await store.append(AppendRequest(Array(batch)))
            fixture.clock.advance(by: .milliseconds(30))
        }
        return (store, fixture)
    }

    /// Expects everything in the store to be as it was sealed.
    func expectIntact(_ store: any EventStore, _ fixture: StoreFixture) async throws {
        let verifier = LedgerVerifier(
            ledger: store,
            serverName: fixture.sealer.serverName,
            keys: [fixture.sealer.key.verifier],
            memory: fixture.memory
        )
        for tenant in try await store.tenants() {
            let report = try await verifier.verify(tenant)
            try expect(
                report.isIntact,
                "the ledger of \(tenant) does not verify: \(report.findings.prefix(5))"
            )
        }
    }
}

extension AppendResult.Outcome {
    /// The receipt of an event that was sealed by the call.
    func sealedReceipt() throws -> (id: EventID, index: UInt64, leaf: Hash) {
        guard case .sealed(.durable(let id, let index, let leaf)) = self else {
            throw Unmet("expected a sealed event with a durable receipt, found \(self)")
        }
        return (id, index, leaf)
    }

    /// The receipt of a repeated event.
    func repeatedReceipt() throws -> Receipt {
        guard case .repeated(let receipt) = self else {
            throw Unmet("expected a repeated event, found \(self)")
        }
        return receipt
    }
}

extension Ledger {
    /// All rows of a tenant.
    func allEntries(of tenant: TenantID = .default) async throws -> [LedgerEntry] {
        var entries: [LedgerEntry] = []
        var from: UInt64? = 0
        while let start = from {
            let page = try await self.entries(
                EntriesRequest(tenant: tenant, from: start, upTo: UInt64(Int64.max), limit: 100)
            )
            entries += page.entries
            from = page.next
        }
        return entries
    }

    /// The head of a tenant's ledger, which must be there.
    func presentHead(of tenant: TenantID = .default) async throws -> LedgerHead {
        try unwrap(await self.head(of: tenant), "the head of \(tenant)")
    }
}
