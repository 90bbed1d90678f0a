import Synchronization
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct RoutedStoreTests {
    private static let acme = StaticTenant.named("acme")
    private static let globex = StaticTenant.named("globex")

    private enum StaticTenant {
        static func named(_ name: String) -> TenantID {
            guard let tenant = try? TenantID(name) else { preconditionFailure(name) }
            return tenant
        }
    }

    @Test func `keeps everything in the main store where there are no destinations`() async throws {
        let fixture = try RoutedFixture()
        let (routed, main) = try await fixture.open()
        let events = try fixture.events([.default, Self.acme, .default])
        let result = try await routed.append(AppendRequest(events))
        #expect(result.outcomes.count == 3 && result.failure == nil)
        #expect(try await main.tenants() == [Self.acme, .default])
        #expect(try await routed.tenants() == [Self.acme, .default])
        #expect(try await fixture.findings(routed).isEmpty)
    }

    @Test func `answers figures from what the store keeps beside its events`() async throws {
        let fixture = try RoutedFixture()
        let (routed, main) = try await fixture.open()
        let events = try fixture.events(Array(repeating: .default, count: 40))
        _ = try await routed.append(AppendRequest(events))
        // Nothing else can answer without a look at a row.
        var request = FiguresRequest(EventQuery(tenant: .default))
        request.rowBudget = 0
        let figures = try await routed.figures(request)
        #expect(figures.counts.total == 40 && !figures.isPartial)
        #expect(try await figures == main.figures(request))
        let suspects = SuspectsRequest(EventQuery(tenant: .default))
        #expect(try await routed.suspects(suspects) == main.suspects(suspects))
    }

    @Test func `keeps a tenant's ledger in its destination, and finds it there`() async throws {
        let fixture = try RoutedFixture()
        let (routed, main) = try await fixture.open()
        try await main.add(fixture.destination(1, of: Self.acme))
        try await routed.reload()
        let events = try fixture.events([.default, Self.acme, .default, Self.acme])
        let result = try await routed.append(AppendRequest(events))
        #expect(result.failure == nil)
        #expect(result.batches.count == 2)
        #expect(try await main.tenants() == [.default])
        #expect(try await routed.tenants() == [Self.acme, .default])
        for tenant in [TenantID.default, Self.acme] {
            let query = EventQuery(tenant: tenant)
            let ids = events.filter { $0.header.tenant == tenant }.map(\.header.id)
            #expect(try await Set(routed.page(query).events.map(\.header.id)) == Set(ids))
            #expect(try await routed.count(query, limit: 10).count == 2)
            #expect(try await routed.event(ids[0], tenant: tenant)?.header.id == ids[0])
            #expect(try await routed.head(of: tenant)?.size == 2)
            let request = EntriesRequest(tenant: tenant, from: 0, upTo: 2)
            #expect(try await routed.entries(request).entries.count == 2)
        }
        let again = try await routed.append(AppendRequest(events))
        for outcome in again.outcomes {
            guard case .repeated = outcome else {
                Issue.record("\(outcome)")
                continue
            }
        }
        #expect(try await fixture.findings(routed).isEmpty)
    }

    @Test func `counts by the figures that a store keeps, not by walking over its events`()
        async throws
    {
        let fixture = try RoutedFixture()
        let (routed, main) = try await fixture.open()
        try await main.add(fixture.destination(1, of: Self.acme))
        try await routed.reload()
        let tenants = [TenantID.default, Self.acme]
        _ = try await routed.append(AppendRequest(try fixture.events(tenants + tenants)))
        for tenant in tenants {
            var request = FiguresRequest(EventQuery(tenant: tenant), interval: .hour)
            // Whoever walks may look at nothing now.
            request.rowBudget = 0
            let figures = try await routed.figures(request)
            #expect(figures.counts.total == 2)
            #expect(!figures.isPartial)
            guard tenant == .default else { continue }
            #expect(try await main.figures(request) == figures)
        }
    }

    @Test func `finds ledgers again after a restart, each intact in its own file`() async throws {
        let fixture = try RoutedFixture()
        var (routed, main) = try await fixture.open()
        try await main.add(fixture.destination(1, of: Self.acme))
        try await main.add(fixture.destination(2, of: nil))
        try await routed.reload()
        let tenants = [TenantID.default, Self.acme, Self.globex]
        _ = try await routed.append(AppendRequest(fixture.events(tenants)))
        (routed, main) = try await fixture.open()
        _ = try await routed.append(AppendRequest(fixture.events(tenants, seed: 2)))
        for tenant in tenants {
            #expect(try await routed.head(of: tenant)?.size == 2)
        }
        #expect(try await main.tenants().isEmpty)
        #expect(try await fixture.findings(routed).isEmpty)
        try fixture.close()
        #expect(try await fixture.store("1.sqlite").tenants() == [Self.acme])
        #expect(try await fixture.store("2.sqlite").tenants() == [.default, Self.globex])
    }

    @Test func `goes by the most specific, then the primary, then the oldest`() async throws {
        let fixture = try RoutedFixture()
        let (routed, main) = try await fixture.open()
        var resting = fixture.destination(1, of: Self.acme, isPrimary: true)
        resting.route.isActive = false
        for destination in [
            resting, fixture.destination(2, of: nil, isPrimary: true),
            fixture.destination(3, of: Self.acme), fixture.destination(4, of: Self.acme),
            fixture.destination(5, of: Self.globex),
            fixture.destination(6, of: Self.globex, isPrimary: true),
        ] {
            try await main.add(destination)
        }
        try await routed.reload()
        let tenants = [Self.acme, Self.globex, TenantID.default]
        _ = try await routed.append(AppendRequest(fixture.events(tenants)))
        try fixture.close()
        #expect(try await fixture.store("3.sqlite").tenants() == [Self.acme])
        #expect(try await fixture.store("6.sqlite").tenants() == [Self.globex])
        #expect(try await fixture.store("2.sqlite").tenants() == [.default])
    }

    @Test func `leaves a ledger where it was begun, and says so`() async throws {
        let fixture = try RoutedFixture()
        let (routed, main) = try await fixture.open()
        _ = try await routed.append(AppendRequest(fixture.events([Self.acme])))
        let late = fixture.destination(1, of: Self.acme)
        #expect(try await routed.objection(changing: nil, to: late)?.contains("copied") == true)
        try await main.add(late)
        try await routed.reload()
        _ = try await routed.append(AppendRequest(fixture.events([Self.acme], seed: 2)))
        #expect(try await main.head(of: Self.acme)?.size == 2)
    }

    @Test func `begins no second ledger while a destination is away`() async throws {
        let fixture = try RoutedFixture()
        var (routed, main) = try await fixture.open()
        try await main.add(fixture.destination(1, of: Self.acme))
        try await routed.reload()
        _ = try await routed.append(AppendRequest(fixture.events([Self.acme, .default])))
        fixture.away.withLock { $0 = ["1.sqlite"] }
        (routed, main) = try await fixture.open()
        let events = try fixture.events([.default, Self.acme, .default], seed: 2)
        let result = try await routed.append(AppendRequest(events))
        #expect(result.outcomes.count == 1)
        #expect(result.failure?.code == .storeUnavailable)
        #expect(try await main.head(of: .default)?.size == 3)
        let refusal = await #expect(throws: TrailError.self) {
            try await routed.page(EventQuery(tenant: Self.acme))
        }
        #expect(refusal?.code == .storeUnavailable)
        #expect(try await routed.tenants() == [Self.acme, .default])
        fixture.away.withLock { $0 = [] }
        try await routed.reload()
        let later = try await routed.append(AppendRequest(Array(events.dropFirst())))
        guard case .sealed = later.outcomes[0], case .repeated = later.outcomes[1] else {
            Issue.record("\(later.outcomes)")
            return
        }
        #expect(try await routed.head(of: Self.acme)?.size == 2)
        #expect(try await fixture.findings(routed).isEmpty)
    }

    @Test func `lets nothing begin a destination's ledger in another store`() async throws {
        let fixture = try RoutedFixture()
        let (routed, main) = try await fixture.open()
        try await main.add(fixture.destination(1, of: Self.acme))
        try await routed.reload()
        _ = try await routed.append(AppendRequest(fixture.events([Self.acme])))
        let fork = await #expect(throws: TrailError.self) {
            try await main.append(AppendRequest(fixture.events([Self.acme], seed: 2)))
        }
        #expect(fork?.code == .ledgerForked)
        // Nor does a file that was emptied begin anew.
        try fixture.close()
        let empty = try await fixture.store("other.sqlite")
        let anew = await #expect(throws: TrailError.self) {
            try await empty.append(AppendRequest(fixture.events([Self.acme], seed: 3)))
        }
        #expect(anew?.code == .ledgerForked)
    }

    @Test func `objects to what would leave a ledger behind`() async throws {
        let fixture = try RoutedFixture()
        let (routed, main) = try await fixture.open()
        let stored = fixture.destination(1, of: Self.acme)
        try await main.add(stored)
        try await routed.reload()
        #expect(try await routed.objection(changing: stored, to: nil) == nil)
        _ = try await routed.append(AppendRequest(fixture.events([Self.acme])))
        var changes = [stored, stored, stored]
        changes[0].route.isActive = false
        changes[1].place.database = "9.sqlite"
        changes[2].route.tenant = Self.globex
        for change in changes.map(Optional.some) + [nil] {
            let sentence = try await routed.objection(changing: stored, to: change)
            #expect(sentence?.contains("holds a ledger") == true)
        }
        var renamed = stored
        renamed.name = "records"
        renamed.route.isPrimary = true
        #expect(try await routed.objection(changing: stored, to: renamed) == nil)
        renamed.route.tenant = nil
        #expect(try await routed.objection(changing: stored, to: renamed) == nil)
    }

    @Test func `closes what is no destination any more, and opens it when it is one again`()
        async throws
    {
        let fixture = try RoutedFixture()
        let main = try await fixture.test.open()
        let closed = Mutex<[String]>([])
        let opened = Mutex(0)
        let routed = try await RoutedStore(main: main, configuration: main) { store in
            guard let store = store as? SQLiteEventStore else { return }
            closed.withLock { $0.append(store.path) }
            try? store.close()
        } open: { destination in
            opened.withLock { $0 += 1 }
            return try await fixture.store(destination.place.database)
        }
        try await main.add(fixture.destination(1, of: Self.acme))
        try await main.add(fixture.destination(2, of: Self.globex))
        try await routed.reload()
        for isActive in [false, true] {
            let stored = try await main.destinations().first { $0.route.tenant == Self.acme }
            var changed = try #require(stored)
            changed.route.isActive = isActive
            #expect(try await main.replace(changed))
            try await routed.reload()
        }
        #expect(closed.withLock(\.self).map { $0.hasSuffix("1.sqlite") } == [true])
        #expect(opened.withLock(\.self) == 3)
        _ = try await routed.append(AppendRequest(try fixture.events([Self.acme])))
        #expect(try await main.tenants().isEmpty)
    }

    @Test(arguments: StoreConformance.checkNames)
    func `keeps the contract of a store in a destination`(check: String) async throws {
        let stores = try StoreFolder()
        try await StoreConformance { fixture in
            let main = InMemoryEventStore(sealer: fixture.sealer, clock: fixture.clock)
            let destination = Destination(
                id: EventID.random(at: fixture.clock.now()),
                name: "all",
                place: Destination.Place(engine: .sqlite, database: "all.sqlite"),
                route: Destination.Route(tenant: nil),
                createdAt: fixture.clock.now()
            )
            try await main.add(destination)
            let store = try await stores.store(fixture)
            return try await RoutedStore(main: main, configuration: main) { _ in store }
        }.run(check)
    }
}
