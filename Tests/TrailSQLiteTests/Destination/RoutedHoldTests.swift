import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct RoutedHoldTests {
    @Test func `a hold of the main store keeps events in a destination`() async throws {
        let fixture = try RoutedFixture()
        let (routed, main) = try await fixture.open()
        let acme = try TenantID("acme")
        try await main.add(fixture.destination(1, of: acme))
        try await routed.reload()
        _ = try await routed.append(AppendRequest(try fixture.events([acme, acme, acme])))
        let hold = LegalHold(
            id: EventID.random(at: TestStore.noon),
            tenant: acme,
            filters: [:],
            reason: "case 12/26",
            createdBy: "ada",
            createdAt: TestStore.noon
        )
        try await main.add(hold)
        let request = RemovalRequest(
            tenant: acme,
            query: EventQuery(tenant: acme),
            extent: .rows,
            actor: Event.Actor(type: .system, id: "test", isVerified: true),
            reason: "retention"
        )
        #expect(try await routed.remove(request).count == 0)
        #expect(try await routed.head(of: acme)?.size == 3)
        let release = LegalHold.Release(by: "ada", at: TestStore.noon)
        #expect(try await main.releaseHold(hold.id, release))
        try await routed.bringHolds(to: acme)
        #expect(try await routed.remove(request).count == 3)
        #expect(try await fixture.findings(routed).isEmpty)
    }
}
