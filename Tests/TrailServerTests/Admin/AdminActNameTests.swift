import Testing
import Trail

@testable import TrailServer

@Suite struct AdminActNameTests {
    private static let act = AdminAct(
        principal: Principal(id: "root", permissions: [], tenant: .default),
        category: "access",
        name: "user_created",
        message: "A user was made."
    )

    @Test func `a name that was taken meanwhile is a conflict, and both are on record`()
        async throws
    {
        let server = try TestServer()
        try await server.run { _ in
            _ = await #expect(throws: Problem.nameTaken) {
                try await Self.act.performNaming(by: server.recorder) {
                    throw TrailError(.idConflict, "There is one.")
                }
            }
        }
        let events = await server.store.page(EventQuery(tenant: .default, order: .ledger)).events
        #expect(events.map(\.header.outcome).suffix(2) == [.success, .failure])
    }

    @Test func `what else goes wrong stays as it is`() async throws {
        let server = try TestServer()
        try await server.run { _ in
            await #expect(throws: Problem(.notFound)) {
                try await Self.act.performNaming(by: server.recorder) { throw Problem(.notFound) }
            }
            let error = await #expect(throws: TrailError.self) {
                try await Self.act.performNaming(by: server.recorder) {
                    throw TrailError(.storeUnavailable, "It is away.")
                }
            }
            #expect(error?.code == .storeUnavailable)
        }
    }
}
