import Testing
import Trail
import TrailHummingbird

@testable import TrailServer

@Suite struct OwnRequestsTests {
    @Test func `records requests to the server itself when told to`() async throws {
        let server = try TestServer { $0.ownRequests = ActivityConfiguration() }
        let token = try await server.token([.read])
        try await server.run { client in
            let list = try await client.get("/api/activity/login-events/", token: token)
            #expect(list.status == 200)
            let health = try await client.get("/health/live")
            #expect(health.status == 200)
            let nowhere = try await client.get("/nowhere")
            #expect(nowhere.status == 404)
        }
        let texts = await server.events().map { $0.text(.what) }
        #expect(texts.count == 2)
        #expect(texts.contains { $0.contains(#""status":200"#) && $0.contains("login-events") })
        #expect(texts.contains { $0.contains(#""status":404"#) })
    }

    @Test func `records none unless told to`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let nowhere = try await client.get("/nowhere")
            #expect(nowhere.status == 404)
        }
        #expect(await server.events().isEmpty)
    }
}
