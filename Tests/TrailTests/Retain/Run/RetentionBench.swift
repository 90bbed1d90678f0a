import Logging
import TrailTesting

@testable import Trail

/// A store with events of many days, and what runs retention over it.
struct RetentionBench {
    let clock: ManualClock
    let key: LedgerKey
    let store: InMemoryEventStore

    static let noon = Timestamp(microseconds: 1_772_366_400_000_000)

    init() throws {
        self.clock = ManualClock(Self.noon)
        self.key = try LedgerKey.generate(name: "test.example")
        self.store = InMemoryEventStore(
            sealer: Sealer(
                key: self.key,
                serverName: "test.example",
                clock: self.clock,
                memory: nil
            ),
            clock: self.clock
        )
    }

    /// Records one event of each kind a day, for so many days; the last one is today.
    func record(days: Int, tenant: TenantID = .default) async throws {
        var samples = SampleEvents(seed: 3, time: Self.noon)
        for day in 0..<days {
            let now = Self.noon.advanced(by: .seconds(86_400 * (day + 1 - days)))
            self.clock.set(to: now)
            let events = try Event.Kind.allCases.map { kind in
                EncodedEvent(
                    try Event(samples.draft(kind), tenant: tenant, now: now),
                    stated: []
                )
            }
            _ = try await self.store.append(AppendRequest(events))
        }
    }

    @discardableResult
    func addPolicy(
        _ name: String,
        tenant: TenantID? = nil,
        kind: Event.Kind? = nil,
        days: Int,
        isActive: Bool = true
    ) async throws -> RetentionPolicy {
        let policy = RetentionPolicy(
            id: EventID.random(at: Self.noon),
            name: name,
            scope: RetentionPolicy.Scope(tenant: tenant, kind: kind),
            retainDays: days,
            isActive: isActive,
            createdAt: Self.noon
        )
        try await self.store.add(policy)
        return policy
    }

    func runner(
        defaultDays: Int? = nil,
        limit: Int = 500_000,
        archive: (any RemovalArchive)? = nil
    ) -> RetentionRunner {
        var configuration = RetentionConfiguration()
        configuration.defaultDays = defaultDays
        configuration.limit = limit
        configuration.archive = archive
        return RetentionRunner(
            ledger: self.store,
            policies: self.store,
            configuration: configuration,
            clock: self.clock,
            logger: Self.silence
        )
    }

    static var silence: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    /// How many events of each kind are left, without the records of removals.
    func left(_ tenant: TenantID = .default) async -> [Event.Kind: Int] {
        let events = await self.events(tenant).filter { !RemovalRecord.isRecord($0.header) }
        return Dictionary(grouping: events, by: \.header.kind).mapValues(\.count)
    }

    /// The facts of the sealed records of removals, in ledger order.
    func records(_ tenant: TenantID = .default) async -> [[String: JSON]] {
        await self.events(tenant).filter { RemovalRecord.isRecord($0.header) }.compactMap {
            let what = CanonicalJSON(canonical: $0.sections.what?.text ?? [])
            guard case .object(let members) = what.value,
                case .object(let detail)? = members["detail"],
                case .object(let facts)? = detail["facts"]
            else { return nil }
            return facts
        }
    }

    func events(_ tenant: TenantID = .default) async -> [SealedEvent] {
        let request = EntriesRequest(tenant: tenant, from: 0, upTo: .max, limit: .max)
        return await self.store.entries(request).entries.map(\.event)
    }

    func findings(_ tenant: TenantID = .default) async throws -> [VerificationFinding] {
        try await LedgerVerifier(
            ledger: self.store,
            serverName: "test.example",
            keys: [self.key.verifier]
        ).verify(tenant).findings
    }
}
