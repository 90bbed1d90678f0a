import Synchronization
import Trail
import TrailTesting

@testable import TrailSQLite

/// A main store with destinations beside it, all sealed with one key and one memory.
final class RoutedFixture: Sendable {
    let test: TestStore
    /// The names of databases that cannot be opened.
    let away = Mutex<Set<String>>([])
    private let opened = Mutex<[SQLiteEventStore]>([])

    struct Away: Error {}

    init() throws {
        self.test = try TestStore()
    }

    /// Opens everything, after closing what is open.
    func open() async throws -> (routed: RoutedStore, main: SQLiteEventStore) {
        try self.close()
        let main = try await self.test.open()
        self.opened.withLock { $0.append(main) }
        let routed = try await RoutedStore(main: main, configuration: main) { destination in
            let name = destination.place.database
            guard self.away.withLock({ !$0.contains(name) }) else { throw Away() }
            return try await self.store(name)
        }
        return (routed, main)
    }

    /// Opens one file as a destination.
    func store(_ name: String) async throws -> SQLiteEventStore {
        var configuration = SQLiteConfiguration(path: self.test.folder.file(name))
        configuration.isPart = true
        let store = try await SQLiteEventStore.open(
            configuration,
            sealer: self.test.sealer(),
            clock: self.test.clock
        )
        self.opened.withLock { $0.append(store) }
        return store
    }

    func close() throws {
        let stores = self.opened.withLock { stores in
            defer { stores = [] }
            return stores
        }
        for store in stores { try store.close() }
    }

    /// A destination, younger than those with a lower number.
    func destination(
        _ number: Int,
        of tenant: TenantID?,
        isPrimary: Bool = false
    ) -> Destination {
        Destination(
            id: EventID(at: TestStore.noon, random: UInt64(number)),
            name: "destination \(number)",
            place: Destination.Place(engine: .sqlite, database: "\(number).sqlite"),
            route: Destination.Route(tenant: tenant, isPrimary: isPrimary),
            createdAt: TestStore.noon
        )
    }

    /// Sample events of tenants, one of each in turn.
    func events(_ tenants: [TenantID], seed: UInt64 = 1) throws -> [EncodedEvent] {
        var samples = SampleEvents(seed: seed, time: TestStore.noon)
        return try tenants.map { try samples.event(tenant: $0) }
    }

    /// What verification finds in all ledgers.
    func findings(_ routed: RoutedStore) async throws -> [VerificationFinding] {
        let verifier = LedgerVerifier(
            ledger: routed,
            serverName: self.test.key.name,
            keys: [self.test.key.verifier],
            memory: self.test.memory
        )
        var findings: [VerificationFinding] = []
        for tenant in try await routed.tenants() {
            findings += try await verifier.verify(tenant).findings
        }
        return findings
    }
}
