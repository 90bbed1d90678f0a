import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct EventEvidenceTests {
    /// Removes something of all events there are.
    private static func remove(
        _ extent: RemovalRequest.Extent,
        from server: TestServer
    ) async throws {
        let request = RemovalRequest(
            tenant: .default,
            query: EventQuery(tenant: .default),
            extent: extent,
            actor: Event.Actor(type: .system, id: "retention"),
            reason: "test"
        )
        _ = try await server.store.remove(request)
    }

    private static func evidence(
        of event: SealedEvent,
        on server: TestServer
    ) async throws -> EventEvidence {
        try await EventEvidence(of: event, in: server.store, keys: server.backend.ledgerKeys)
    }

    @Test func `an event that is erased while it is read is not taken for altered`() async throws {
        let server = try TestServer()
        try await server.fill(20)
        let event = await server.events()[7]
        try await Self.remove(.sections([.who, .where, .what]), from: server)
        let evidence = try await Self.evidence(of: event, on: server)
        #expect(evidence.isIntact)
        // What was read before is not shown any more.
        #expect(SectionName.allCases.allSatisfy { evidence.event.sections[$0]?.text == nil })
        #expect(!evidence.json.isEmpty)
    }

    @Test func `an event that is removed while it is read is not there`() async throws {
        let server = try TestServer()
        try await server.fill(20)
        let event = await server.events()[7]
        try await Self.remove(.rows, from: server)
        let error = await #expect(throws: TrailError.self) {
            try await Self.evidence(of: event, on: server)
        }
        #expect(error?.code == .notFound)
    }

    @Test func `another event in its place is no evidence for it`() async throws {
        let server = try TestServer()
        try await server.fill(20)
        let event = await server.events()[7]
        await server.store.tamper(with: .default) { $0.rows[7] = $0.rows[8] }
        #expect(try await !Self.evidence(of: event, on: server).isIntact)
    }
}
