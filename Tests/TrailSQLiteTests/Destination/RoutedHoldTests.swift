import Logging
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

    @Test func `a hold that was not brought yet forbids an erasure all the same`() async throws {
        let fixture = try RoutedFixture()
        let (routed, main) = try await fixture.open()
        let acme = try TenantID("acme")
        try await main.add(fixture.destination(1, of: acme))
        try await routed.reload()
        _ = try await routed.append(AppendRequest(try fixture.events([acme, acme, acme])))
        // As one that was placed while the destination could not be used.
        try await main.add(
            LegalHold(
                id: EventID.random(at: TestStore.noon),
                tenant: acme,
                filters: [:],
                reason: "case 12/26",
                createdBy: "ada",
                createdAt: TestStore.noon
            )
        )
        let eraser = Eraser(
            ledger: routed,
            state: main,
            clock: fixture.test.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let order = Erasure.Order(
            tenant: acme,
            reason: "demand 17",
            actor: Event.Actor(type: .user, id: "ada", isVerified: true),
            recordedBefore: TestStore.noon.advanced(by: .seconds(3_600))
        )
        let subject = ErasureSubject.filters(["date_to": "2099-12-31"])
        await expect(throwing: .held) { _ = try await eraser.erase(subject, order) }
        #expect(try await main.erasures().isEmpty)
        let events = try await routed.page(EventQuery(tenant: acme)).events
        #expect(events.count == 3)
        #expect(events.allSatisfy { $0.sections.what?.text != nil })
    }
}
