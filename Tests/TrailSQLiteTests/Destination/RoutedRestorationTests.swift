import Foundation
import Synchronization
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

/// Archives of a ledger that is kept in a destination.
@Suite struct RoutedRestorationTests {
    private func entries(_ store: any EventStore, _ tenant: TenantID) async throws -> [LedgerEntry]
    {
        let request = EntriesRequest(tenant: tenant, from: 0, upTo: 1 << 40, limit: 1 << 20)
        return try await store.entries(request).entries
    }

    @Test func `brings pruned events back to the destination that keeps their ledger`()
        async throws
    {
        let fixture = try RoutedFixture()
        let (routed, main) = try await fixture.open()
        let acme = try TenantID("acme")
        try await main.add(fixture.destination(1, of: acme))
        try await routed.reload()
        let events = try fixture.events((0..<80).map { $0 % 2 == 0 ? acme : .default })
        _ = try await routed.append(AppendRequest(events))
        let before = try await self.entries(routed, acme)
        let others = try await self.entries(main, .default)
        let path = fixture.test.folder.file("archive")
        let archive = ArchiveFolder(path: path, ledger: routed)
        var removal = RemovalRequest(
            tenant: acme,
            query: EventQuery(tenant: acme),
            extent: .rows,
            actor: Event.Actor(type: .system, id: "retention"),
            reason: "policy"
        )
        removal.manner.archive = archive
        #expect(try await routed.remove(removal).count == 40)
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        #expect(names.count == 1 && names[0].hasPrefix("acme."))
        try await archive.removeLeftovers(of: acme)
        #expect(try await archive.strays() == [])
        let request = RestorationRequest(
            tenant: acme,
            archive: ArchiveReader(path: "\(path)/\(names[0])"),
            name: names[0],
            keys: [fixture.test.key.verifier],
            actor: Event.Actor(type: .user, id: "ada", isVerified: true)
        )
        #expect(try await routed.restore(request).count == 40)
        #expect(try await self.entries(routed, acme).prefix(40) == before[...])
        #expect(try await self.entries(main, .default) == others)
        #expect(try await main.head(of: acme) == nil)
        #expect(try await routed.restore(request).present == 40)
        #expect(try await fixture.findings(routed).isEmpty)
        var wrong = request
        wrong.tenant = .default
        await #expect(throws: (any Error).self) { try await routed.restore(wrong) }
        #expect(try await self.entries(main, .default) == others)
    }

    @Test func `refuses while the destination is away, and begins no ledger elsewhere`()
        async throws
    {
        let fixture = try RoutedFixture()
        var (routed, main) = try await fixture.open()
        let acme = try TenantID("acme")
        try await main.add(fixture.destination(1, of: acme))
        try await routed.reload()
        _ = try await routed.append(AppendRequest(try fixture.events([acme, acme])))
        fixture.away.withLock { _ = $0.insert("1.sqlite") }
        (routed, main) = try await fixture.open()
        let request = RestorationRequest(
            tenant: acme,
            archive: ArchiveReader(path: fixture.test.folder.file("none")),
            name: "none",
            keys: [],
            actor: Event.Actor(type: .user, id: "ada", isVerified: true)
        )
        await expect(throwing: .storeUnavailable) { _ = try await routed.restore(request) }
        #expect(try await main.head(of: acme) == nil)
    }
}
